package io.qianzhi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.Text;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The schema that editors complete plans with says what the server reads, no more and no less.
class PlanSchemaTest {
  private static final Path FILE = Path.of("conf/plans/plan.schema.json");
  private static final JsonNode SCHEMA = read(FILE);
  private static final Validator VALIDATOR =
      Validator.create(
          JsonSchema.of(new JsonObject(SCHEMA.toString())),
          new JsonSchemaOptions()
              .setBaseUri("https://qianzhi.example/")
              .setDraft(Draft.DRAFT7)
              .setOutputFormat(OutputFormat.Basic));

  static Stream<Path> plans() throws IOException {
    try (var files = Files.list(Path.of("conf/plans"))) {
      var plans = files.filter(file -> file.toString().endsWith(".yaml")).toList();
      return Stream.concat(
          plans.stream(), Stream.of(Path.of("src/test/resources/trial-plan.yaml")));
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void everyPlanIsAsTheSchemaSays(Path plan) {
    var result = VALIDATOR.validate(new JsonObject(read(plan).toString()));

    assertThat(result.getValid()).as("%s", result.toJson()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void everyShippedPlanNamesTheSchemaForEditors(Path plan) throws IOException {
    if (plan.startsWith("conf")) {
      assertThat(Files.readAllLines(plan).getFirst())
          .isEqualTo("# yaml-language-server: $schema=plan.schema.json");
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "/steps/0/phase, P7",
    "/steps/0/lifesafety, true",
    "/steps/0/effects/0/kind, page_role",
    "/steps/0/effects/0/runCard, general-",
    "/steps/0/evidence/kind, video",
    "/steps/0/code, T1"
  })
  void theSchemaRefusesWhatTheServerRefuses(String pointer, String value) {
    var plan = read(Path.of("src/test/resources/trial-plan.yaml"));
    int cut = pointer.lastIndexOf('/');
    ((ObjectNode) plan.at(pointer.substring(0, cut))).put(pointer.substring(cut + 1), value);
    if (pointer.endsWith("runCard")) {
      ((ObjectNode) plan.at("/steps/0/effects/0")).remove("roles");
    }

    assertThat(VALIDATOR.validate(new JsonObject(plan.toString())).getValid()).isFalse();
  }

  @Test
  void theSchemaKnowsExactlyTheFieldsOfAPlan() {
    assertThat(fields(SCHEMA)).containsExactlyInAnyOrderElementsOf(components(PlanFile.class));
    for (var record :
        List.of(
            PlanFile.Entry.class,
            PlanFile.Deadline.class,
            PlanFile.Repeat.class,
            PlanFile.Needed.class,
            PlanFile.Answered.class,
            PlanFile.Proof.class,
            PlanFile.Choice.class,
            PlanFile.Trigger.class,
            PlanFile.Area.class,
            LegalBasis.Citation.class,
            Text.class)) {
      var definition = SCHEMA.path("definitions").path(record.getSimpleName());
      assertThat(fields(definition))
          .as(record.getSimpleName())
          .containsExactlyInAnyOrderElementsOf(components(record));
      assertThat(definition.path("additionalProperties").asBoolean(true)).isFalse();
    }
    assertThat(words("Entry", "doneBy")).hasSameElementsAs(words(PlanStep.Fact.values()));
    assertThat(words("Proof", "kind")).hasSameElementsAs(words(PlanStep.Evidence.Kind.values()));
    assertThat(words("Trigger", "kind")).hasSameElementsAs(words(Effect.Kind.values()));
    assertThat(words("Trigger", "report")).hasSameElementsAs(words(Effect.Draft.values()));
    assertThat(words("Trigger", "when")).hasSameElementsAs(words(Effect.When.values()));
    assertThat(words("Deadline", "setBy")).hasSameElementsAs(words(PlanFile.Source.values()));
  }

  private static List<String> fields(JsonNode definition) {
    return definition.path("properties").properties().stream()
        .map(field -> field.getKey())
        .toList();
  }

  private static List<String> components(Class<?> record) {
    return Arrays.stream(record.getRecordComponents()).map(part -> part.getName()).toList();
  }

  private static List<String> words(String definition, String field) {
    var words =
        SCHEMA
            .path("definitions")
            .path(definition)
            .path("properties")
            .path(field)
            .path("enum")
            .spliterator();
    return StreamSupport.stream(words, false).map(JsonNode::asText).toList();
  }

  private static List<String> words(Enum<?>[] values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }

  private static JsonNode read(Path file) {
    try {
      return Json.YAML.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
