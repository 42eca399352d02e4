package io.github.altprop.preprocessing.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.altprop.preprocessing.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Manifests as JSON. */
public final class ManifestJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  /** The field that says whether the others are as they were written. */
  private static final String SEAL = "sha256";

  private ManifestJson() {}

  /** The manifest as UTF-8, ending in a line break. */
  public static byte[] write(Manifest manifest) {
    ObjectNode tree = MAPPER.valueToTree(manifest);
    tree.put(SEAL, seal(tree));
    return (text(tree) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a manifest and checks that it agrees with itself.
   *
   * @param json its bytes
   * @param file its name, for complaints
   * @throws BadInputException naming the file and every field that is wrong
   */
  public static Manifest read(byte[] json, String file) {
    Manifest manifest;
    JsonNode told;
    String found;
    try {
      JsonNode tree = MAPPER.readTree(json);
      refuse(ManifestCheck.problems(tree), file);
      told = ((ObjectNode) tree).remove(SEAL);
      found = seal(tree);
      manifest = MAPPER.treeToValue(tree, Manifest.class);
    } catch (JsonMappingException e) {
      throw new BadInputException(file + ": " + path(e) + ": " + firstLine(e), e);
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          file
              + ": line "
              + e.getLocation().getLineNr()
              + ": not a manifest, for it is not JSON: "
              + firstLine(e),
          e);
    } catch (IOException e) {
      throw BadInputException.unreadable(file, e);
    }
    refuse(ManifestCheck.problems(manifest), file);
    if (told == null || !told.isTextual() || !told.textValue().equals(found)) {
      throw new BadInputException(
          file
              + ": "
              + SEAL
              + ": "
              + told
              + "; expected "
              + found
              + ", the SHA-256 of all else here: the manifest was changed after it was made");
    }
    return manifest;
  }

  /** SHA-256, hexadecimal, of all that a manifest says but this. */
  private static String seal(JsonNode tree) {
    return Digests.sha256(tree.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void refuse(List<String> problems, String file) {
    if (!problems.isEmpty()) {
      throw new BadInputException(
          problems.stream()
              .map(problem -> file + ": " + problem)
              .collect(Collectors.joining(System.lineSeparator())));
    }
  }

  /** SHA-256, hexadecimal, of everything but where the examples came from. */
  public static String checksum(Manifest manifest) {
    ObjectNode tree = MAPPER.valueToTree(manifest);
    tree.remove("source");
    return Digests.sha256(text(tree).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ObjectNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest of plain values is always valid JSON", e);
    }
  }

  /** The field that Jackson stumbled on, as a path. */
  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? "the top level" : path.toString();
  }

  private static String firstLine(JsonProcessingException e) {
    String message = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
    return message.startsWith("Missing creator property") ? "missing" : message;
  }
}
