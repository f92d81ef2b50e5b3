// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Optional;
import saddlepoint.engine.Engine;
import saddlepoint.engine.scalar.ScalarEngine;

/**
 * {@link CohortHashes} of both engines on a thread that a native library left in the mode that
 * flushes subnormal numbers to zero. The library is the C library: {@code fesetenv} of an
 * environment whose bits for it are set, as the start of any library does that was compiled for
 * speed. {@link NativeLibrariesTest} runs this as a program.
 */
final class FlushedCohortHashes {
  private static final long ENVIRONMENT_BYTES = 64;

  /** Of MXCSR in glibc's {@code fenv_t} for x86-64. */
  private static final long CONTROL_OFFSET = 28;

  private static final int FLUSH_AND_DENORMALS_ARE_ZERO = 0x8040;

  private FlushedCohortHashes() {}

  /** Prints whether subnormal numbers are flushed now, then each engine's hashes or refusal. */
  public static void main(String[] arguments) throws Throwable {
    flush();
    System.out.println(CohortHashes.MARK + "flushes " + flushes(Float.MIN_NORMAL));
    for (Engine engine : new Engine[] {new LanesEngine(), new ScalarEngine()}) {
      try {
        CohortHashes.of(engine).forEach((name, hash) -> print(engine, name + " " + hash));
      } catch (IllegalStateException e) {
        print(engine, e.getMessage());
      }
    }
  }

  private static void print(Engine engine, String text) {
    System.out.println(CohortHashes.MARK + engine.name() + ": " + text);
  }

  private static boolean flushes(float smallest) {
    return smallest * 0.5f == 0;
  }

  /** By reflection: tests are compiled without the module of foreign functions. */
  private static void flush() throws Throwable {
    Class<?> linkerType = Class.forName("jdk.incubator.foreign.CLinker");
    Class<?> address = Class.forName("jdk.incubator.foreign.MemoryAddress");
    Class<?> layout = Class.forName("jdk.incubator.foreign.MemoryLayout");
    Class<?> description = Class.forName("jdk.incubator.foreign.FunctionDescriptor");
    Class<?> segment = Class.forName("jdk.incubator.foreign.MemorySegment");
    Class<?> scope = Class.forName("jdk.incubator.foreign.ResourceScope");
    Object linker = linkerType.getMethod("getInstance").invoke(null);
    Object library = linkerType.getMethod("systemLookup").invoke(null);
    Method lookup =
        Class.forName("jdk.incubator.foreign.SymbolLookup").getMethod("lookup", String.class);
    Object anInt = linkerType.getField("C_INT").get(null);
    Object pointers = Array.newInstance(layout, 1);
    Array.set(pointers, 0, linkerType.getField("C_POINTER").get(null));
    Object signature =
        description.getMethod("of", layout, pointers.getClass()).invoke(null, anInt, pointers);
    Method link =
        linkerType.getMethod(
            "downcallHandle",
            Class.forName("jdk.incubator.foreign.Addressable"),
            MethodType.class,
            description);
    MethodType type = MethodType.methodType(int.class, address);
    Object global = scope.getMethod("globalScope").invoke(null);
    Object environment =
        segment
            .getMethod("allocateNative", long.class, long.class, scope)
            .invoke(null, ENVIRONMENT_BYTES, 16L, global);
    Object at = segment.getMethod("address").invoke(environment);
    Class<?> access = Class.forName("jdk.incubator.foreign.MemoryAccess");
    for (String name : new String[] {"fegetenv", "fesetenv"}) {
      Object symbol = ((Optional<?>) lookup.invoke(library, name)).orElseThrow();
      MethodHandle function = (MethodHandle) link.invoke(linker, symbol, type, signature);
      if (name.equals("fesetenv")) {
        int control =
            (int)
                access
                    .getMethod("getIntAtOffset", segment, long.class)
                    .invoke(null, environment, CONTROL_OFFSET);
        access
            .getMethod("setIntAtOffset", segment, long.class, int.class)
            .invoke(null, environment, CONTROL_OFFSET, control | FLUSH_AND_DENORMALS_ARE_ZERO);
      }
      function.invoke(at);
    }
  }
}
