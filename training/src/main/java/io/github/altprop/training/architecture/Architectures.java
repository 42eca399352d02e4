package io.github.altprop.training.architecture;

import io.github.altprop.training.options.Registry;
import java.util.List;

/**
 * All named architectures: one line here registers one, and so does a jar with a {@link
 * ArchitectureProvider}.
 */
public final class Architectures {
  public static final Registry<ArchitectureFactory> REGISTRY =
      new Registry<>(
          "network",
          List.of(
              GaitNetworks.SHALLOW,
              GaitNetworks.DEEP,
              GaitNetworks.IMAGENET,
              TwoLayer.COMPONENT,
              Mlp.COMPONENT,
              AssociatedMlp.COMPONENT,
              AssociatedImageNetworks.CNN,
              AssociatedImageNetworks.RESNET_20,
              AssociatedImageNetworks.RESNET_32,
              AssociatedImageNetworks.VGG,
              BiotorchNetworks.LENET,
              BiotorchNetworks.RESNET_18,
              KaoChenNetworks.VANILLA_CNN,
              KaoChenNetworks.RESNET_20,
              KaoChenNetworks.RESNET_32,
              KaoChenNetworks.VGG,
              LayerList.COMPONENT),
          ArchitectureProvider.class);

  private Architectures() {}
}
