// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.device;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import saddlepoint.engine.RootCause;

/**
 * NVIDIA's driver and the libraries of CUDA. Loads libraries and calls nothing that makes CUDA look
 * at its environment, so that a process may still be bound to a GPU afterwards.
 */
public final class CudaDriver {
  /** The part of CUDA that comes with the driver; without it no other library of CUDA loads. */
  static final String LIBRARY = "libcuda.so.1";

  /** Of JavaCPP: what ND4J loads first, each with NVIDIA's library of that name behind it. */
  private static final List<String> WRAPPED =
      List.of("org.bytedeco.cuda.global.cudart", "org.bytedeco.cuda.global.cublas");

  private static final int LAZY = 1;
  private static final int SUCCESS = 0;
  private static final int THOUSAND = 1000;
  private static final Path KERNEL_MODULE = Path.of("/proc/driver/nvidia/version");
  private static final Pattern MODULE_VERSION =
      Pattern.compile("Kernel Module(?: for \\S+)?\\s+(\\d[\\d.]*)");

  private CudaDriver() {}

  /** Which library is missing, and what the system says of it; or the empty text. */
  public static String missing() {
    return Looked.MISSING;
  }

  /** Once: of a class whose library did not load, Java says the cause the first time alone. */
  private static final class Looked {
    private static final String MISSING = look();
  }

  private static String look() {
    Backend.setUp();
    String error = missing(LIBRARY);
    if (!error.isEmpty()) {
      return "NVIDIA's driver on this machine (" + error + ")";
    }
    for (String wrapped : WRAPPED) {
      String cause = loadError(wrapped);
      if (!cause.isEmpty()) {
        return "CUDA 11.6 on this machine (" + cause + ")";
      }
    }
    return "";
  }

  /** What the system says of a library that it cannot load, or the empty text. */
  public static String missing(String library) {
    NativeLibrary process = NativeLibrary.getProcess();
    // What Java looks up by itself, when it first makes a text of a native one, forgets the error
    // as well as what is looked up here; so all of that comes before.
    Function why = process.getFunction("dlerror");
    Function load = process.getFunction("dlopen");
    ProcessEnvironment.variable("PATH");
    why.invokeString(new Object[0], /* wide= */ false);
    Pointer handle = load.invokePointer(new Object[] {library, LAZY});
    if (handle != null) {
      return "";
    }
    String error = why.invokeString(new Object[0], /* wide= */ false);
    return error != null && error.contains(library) ? error : library + " cannot be loaded";
  }

  /** The last cause of what JavaCPP says; its first message names its own wrapper alone. */
  private static String loadError(String wrapped) {
    try {
      Loader.load(Class.forName(wrapped));
      return "";
    } catch (ClassNotFoundException | LinkageError e) {
      return String.valueOf(RootCause.of(e).getMessage());
    }
  }

  /** Versions of the driver and of the CUDA that it offers; empty where neither is known. */
  public static String version() {
    return join(module(), offered());
  }

  public static String join(String module, String offered) {
    return module.isEmpty() || offered.isEmpty() ? module + offered : module + ", " + offered;
  }

  private static String module() {
    try {
      return moduleVersion(Files.readString(KERNEL_MODULE));
    } catch (IOException e) {
      return "";
    }
  }

  /** The version in what the driver's kernel module says of itself. */
  public static String moduleVersion(String text) {
    Matcher version = MODULE_VERSION.matcher(text);
    return version.find() ? version.group(1) : "";
  }

  private static String offered() {
    if (!missing(LIBRARY).isEmpty()) {
      return "";
    }
    Function ask = NativeLibrary.getInstance(LIBRARY).getFunction("cuDriverGetVersion");
    IntByReference version = new IntByReference();
    return ask.invokeInt(new Object[] {version}) == SUCCESS ? cudaVersion(version.getValue()) : "";
  }

  /** For example CUDA 11.6 of 11060. */
  public static String cudaVersion(int number) {
    return "CUDA " + number / THOUSAND + "." + number % THOUSAND / 10;
  }
}
