package io.qianzhi.exercise;

import static io.vertx.core.Future.await;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Operations;
import io.qianzhi.platform.pdf.Pdf;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/// The operations of exercises.
public final class ExerciseApi {
  private static final int LATEST = 50;

  private ExerciseApi() {}

  public static void bind(
      Operations operations, ExerciseService exercises, Pdf pdf, Database database) {
    operations.query(
        "listScenarios",
        request -> database.inTransaction(tx -> exercises.choice(tx, request.actor())));
    operations.query(
        "listExercises",
        request ->
            database.inTransaction(
                tx -> exercises.latest(tx, request.queryInt("limit", LATEST), request.actor())));
    operations.query(
        "getExercise",
        request ->
            database.inTransaction(
                tx -> exercises.read(tx, request.id("exerciseId"), request.actor())));
    operations.query(
        "listInjects",
        request ->
            database.inTransaction(
                tx -> exercises.injects(tx, request.id("exerciseId"), request.actor())));
    operations.command(
        "startExercise",
        (tx, request) ->
            exercises.start(tx, request.body(ExerciseService.Wanted.class), request.actor()));
    operations.command(
        "endExercise",
        (tx, request) -> exercises.end(tx, request.id("exerciseId"), request.actor()));
    operations.query(
        "printExercise",
        request -> {
          var exercise =
              database.inTransaction(
                  tx -> exercises.read(tx, request.id("exerciseId"), request.actor()));
          boolean english = "en".equals(request.queryOrNull("language"));
          return new Operations.Binary(
              Buffer.buffer(await(pdf.render(ScorePage.html(exercise, english)))),
              "application/pdf",
              Map.of(
                  "Content-Disposition",
                  "inline; filename=\"exercise.pdf\"",
                  "Cache-Control",
                  "no-store"));
        });
  }
}
