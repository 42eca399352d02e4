package io.github.altprop.preprocessing.format.imagenet;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.format.imagenet.ImageNetLabels.NamedClass;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Struct;

/**
 * The classes in a devkit's {@code meta.mat}, a MATLAB table of synsets; those without children are
 * the classes.
 */
final class DevkitMeta {
  private DevkitMeta() {}

  /** The classes by their number. */
  static List<NamedClass> classes(byte[] meta, String file) {
    TreeMap<Integer, NamedClass> classes = new TreeMap<>();
    try (MatFile content = Mat5.newReader(Sources.wrap(meta)).readMat()) {
      Struct synsets = content.getStruct("synsets");
      for (int i = 0; i < synsets.getNumElements(); i++) {
        if (synsets.getMatrix("num_children", i).getDouble(0) == 0) {
          int number = (int) synsets.getMatrix("ILSVRC2012_ID", i).getDouble(0);
          String wnid = synsets.getChar("WNID", i).getString();
          classes.put(number, new NamedClass(wnid, synsets.getChar("words", i).getString()));
        }
      }
    } catch (IOException | RuntimeException e) { // the reader has no exception of its own
      throw new BadInputException(
          file + ": not the table of synsets of a devkit: " + e.getMessage(), e);
    }
    if (classes.isEmpty() || classes.firstKey() != 1 || classes.lastKey() != classes.size()) {
      throw new BadInputException(
          file + ": " + classes.size() + " classes; expected them to be numbered from 1");
    }
    return List.copyOf(classes.values());
  }
}
