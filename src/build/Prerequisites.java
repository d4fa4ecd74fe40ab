import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Says in one sentence what the build misses, before a plugin fails with many. Runs as a source
/// file on whatever JDK Maven runs on, so it is written for Java 17.
class Prerequisites {
  private static final long LEAST_MEMORY_BYTES = 3L << 30;

  public static void main(String[] args) {
    if (!onPath("node") || !onPath("npm")) {
      stop(
          "Node.js or npm was not found on the PATH; install Node.js 20.19 or newer together with"
              + " npm.");
    }
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    if (system.getTotalMemorySize() < LEAST_MEMORY_BYTES) {
      stop("This machine has less than 3 GB of memory; Qianzhi and its PostgreSQL need that much.");
    }
    if (!seesJdk25()) {
      // Only a hint: the toolchain plugin knows more places than are looked at here.
      System.out.println(
          "qianzhi: no JDK 25 in the usual places; if no toolchain is found below, install one"
              + " (such as Temurin 25) under /usr/lib/jvm or name it in JAVA25_HOME.");
    }
  }

  private static boolean onPath(String program) {
    boolean windows = File.separatorChar == '\\';
    var names = windows ? List.of(program + ".exe", program + ".cmd") : List.of(program);
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> names.stream().anyMatch(name -> new File(folder, name).canExecute()));
  }

  private static boolean seesJdk25() {
    if (Runtime.version().feature() >= 25 || System.getenv("JAVA25_HOME") != null) {
      return true;
    }
    var home = System.getProperty("user.home");
    return Stream.of(
            "/usr/lib/jvm",
            "/Library/Java/JavaVirtualMachines",
            home + "/.sdkman/candidates/java",
            home + "/.jdks",
            "C:/Program Files/Eclipse Adoptium",
            "C:/Program Files/Java")
        .map(Path::of)
        .filter(Files::isDirectory)
        .flatMap(Prerequisites::children)
        .anyMatch(jdk -> jdk.getFileName().toString().matches(".*\\b(2[5-9]|[3-9]\\d)\\b.*"));
  }

  private static Stream<Path> children(Path folder) {
    try (var paths = Files.list(folder)) {
      return paths.toList().stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static void stop(String sentence) {
    System.err.println("qianzhi: " + sentence);
    System.exit(1);
  }
}
