package io.qianzhi.platform.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.qianzhi.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// The folder of versioned data (`conf/`) and the settings in it.
///
/// A setting `database.host` can be given as `QIANZHI_DATABASE_HOST` instead. A file that does not
/// fit its record stops the start with one sentence that names file, line and reason.
public final class Config {
  private final Path directory;

  public Config(Path directory) {
    this.directory = directory;
  }

  /// A fault in a file of the folder; its message is for the administrator.
  public static final class Fault extends RuntimeException {
    public Fault(String message) {
      super(message);
    }

    public Fault(String message, Throwable cause) {
      super(message, cause);
    }
  }

  public Path path(String name) {
    return directory.resolve(name);
  }

  /// Reads one YAML file into a record.
  public <T> T read(String name, Class<T> type) {
    return convert(name, tree(name), type);
  }

  /// Reads the settings of one kind of start (`demo`, `production`), environment last.
  public <T> T settings(String name, Class<T> type, Map<String, String> environment) {
    var tree = (ObjectNode) tree(name);
    override(tree, "QIANZHI", environment);
    return convert(name, tree, type);
  }

  private JsonNode tree(String name) {
    var file = directory.resolve(name);
    try (InputStream in = Files.newInputStream(file)) {
      return Json.YAML.readTree(in);
    } catch (NoSuchFileException e) {
      throw new Fault(file + " is missing; copy it from the distribution's conf folder.");
    } catch (JacksonException e) {
      throw fault(name, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T convert(String name, JsonNode tree, Class<T> type) {
    try {
      return Json.YAML.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw fault(name, e);
    }
  }

  private Fault fault(String name, JacksonException e) {
    var location = e.getLocation();
    var line = location == null || location.getLineNr() < 0 ? "" : ":" + location.getLineNr();
    var entry = entry(e);
    return new Fault(directory.resolve(name) + line + ": " + entry + e.getOriginalMessage());
  }

  /// Which entry of the file is meant, such as `stations[0].point`.
  private static String entry(JacksonException e) {
    var path = new StringBuilder();
    if (e instanceof JsonMappingException mapping) {
      for (var step : mapping.getPath()) {
        if (step.getFieldName() == null) {
          path.append('[').append(step.getIndex()).append(']');
        } else {
          path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
        }
      }
    }
    return path.isEmpty() ? "" : path + ": ";
  }

  private static void override(ObjectNode node, String prefix, Map<String, String> environment) {
    for (var field : node.properties()) {
      var key = prefix + "_" + snake(field.getKey());
      if (field.getValue() instanceof ObjectNode child) {
        override(child, key, environment);
      } else if (environment.containsKey(key)) {
        field.setValue(parse(environment.get(key)));
      }
    }
  }

  private static JsonNode parse(String value) {
    try {
      var node = Json.YAML.readTree(value);
      return node == null || node.isContainerNode() ? TextNode.valueOf(value) : node;
    } catch (JacksonException e) {
      return TextNode.valueOf(value);
    }
  }

  private static String snake(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }
}
