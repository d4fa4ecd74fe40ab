package io.qianzhi.platform.http;

import static io.vertx.core.Future.await;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.ValidatedRequest;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Every operation of the contract with its permission and its handler; HTTP and the live socket
/// both come in here.
public final class Operations {
  private final OpenAPIContract contract;
  private final RequestValidator validator;
  private final Database database;
  private final CommandReceipts receipts;
  private final Map<String, Binding> bindings = new LinkedHashMap<>();

  /// What an operation answers: the contract's success status and the JSON text, empty for none.
  public record Answer(int status, @Nullable String json, @Nullable Binary binary) {}

  /// An answer that is not JSON.
  public record Binary(Buffer bytes, String contentType, Map<String, String> headers) {}

  /// Reads; opens transactions of its own where it needs them.
  @FunctionalInterface
  public interface Query {
    @Nullable Object answer(Request request);
  }

  /// Changes the world in the transaction it is given: all of it or nothing, once per idempotency
  /// key.
  @FunctionalInterface
  public interface Command {
    @Nullable Object carryOut(Tx tx, Request request);
  }

  private record Binding(
      Operation operation,
      String permission,
      boolean overSocket,
      int status,
      Function<Request, Answer> handler) {}

  public Operations(Vertx vertx, OpenAPIContract contract, Database database, InstantSource clock) {
    this.contract = contract;
    this.validator = RequestValidator.create(vertx, contract);
    this.database = database;
    this.receipts = new CommandReceipts(clock);
  }

  public OpenAPIContract contract() {
    return contract;
  }

  public void query(String operationId, Query query) {
    bind(operationId, status -> request -> toAnswer(status, query.answer(request)));
  }

  public void command(String operationId, Command command) {
    bind(
        operationId,
        status ->
            request ->
                database.inTransaction(
                    tx ->
                        receipts.once(
                            tx,
                            operationId,
                            request,
                            () -> toAnswer(status, command.carryOut(tx, request)))));
  }

  private void bind(String operationId, Function<Integer, Function<Request, Answer>> handler) {
    var operation = contract.operation(operationId);
    if (operation == null) {
      throw new IllegalStateException("openapi.yaml has no operation " + operationId);
    }
    var permission = operation.getOpenAPIModel().getString("x-permission");
    if (permission == null) {
      throw new IllegalStateException("openapi.yaml: " + operationId + " has no x-permission");
    }
    int status = successStatus(operation);
    var binding =
        new Binding(
            operation,
            permission,
            operation.getOpenAPIModel().getBoolean("x-command", false),
            status,
            handler.apply(status));
    if (bindings.put(operationId, binding) != null) {
      throw new IllegalStateException(operationId + " has two handlers");
    }
  }

  private static int successStatus(Operation operation) {
    return operation.getOpenAPIModel().getJsonObject("responses").fieldNames().stream()
        .filter(status -> status.startsWith("2"))
        .mapToInt(Integer::parseInt)
        .min()
        .orElseThrow();
  }

  /// Fails start-up when an operation of the contract has nobody to carry it out.
  public void requireComplete() {
    var missing = new TreeSet<String>();
    for (Operation operation : contract.operations()) {
      if (!bindings.containsKey(operation.getOperationId())) {
        missing.add(operation.getOperationId());
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "openapi.yaml names operations without a handler: " + missing);
    }
  }

  /// Checks a command of the live socket against the contract and carries it out in its lane.
  ///
  /// @param id the client's own id: a repeat is answered like the first
  public Future<Answer> invokeCommand(
      Actor actor,
      String remoteAddress,
      String id,
      String operationId,
      @Nullable JsonObject path,
      @Nullable JsonObject query,
      @Nullable JsonObject body,
      VirtualThreads.Lane lane) {
    var binding = bindings.get(operationId);
    if (binding == null || !binding.overSocket()) {
      return Future.failedFuture(
          Problem.invalid("unknown_operation", "There is no command " + operationId + "."));
    }
    // The lane is entered before anything waits, so that commands keep the order they came in.
    return lane.run(
        () -> {
          var input = await(validate(Input.of(path, query, body), operationId));
          var request = new Request(actor, input, id, remoteAddress);
          request.actor().require(binding.permission());
          return binding.handler().apply(request);
        });
  }

  /// Carries an operation out for somebody whom this program itself plays: contract, permission and
  /// receipts as for everybody. On a virtual thread.
  ///
  /// @param id a repeat is answered like the first; null for what changes nothing
  public Answer perform(
      Actor actor,
      @Nullable String id,
      String operationId,
      JsonObject path,
      @Nullable JsonObject body) {
    var binding = Objects.requireNonNull(bindings.get(operationId), operationId);
    var input = await(validate(Input.of(path, null, body), operationId));
    actor.require(binding.permission());
    return binding.handler().apply(new Request(actor, input, id, actor.device()));
  }

  /// Holds a request against the contract.
  Future<ValidatedRequest> validate(ValidatableRequest request, String operationId) {
    return validator.validate(request, operationId);
  }

  /// Checks the permission and carries the operation out on a virtual thread.
  Future<Answer> invoke(String operationId, Request request, VirtualThreads virtualThreads) {
    var binding = Objects.requireNonNull(bindings.get(operationId), operationId);
    if (!binding.permission().equals("public")) {
      try {
        request.actor().require(binding.permission());
      } catch (Problem denied) {
        return Future.failedFuture(denied);
      }
    }
    return virtualThreads.run(() -> binding.handler().apply(request));
  }

  private static Answer toAnswer(int status, @Nullable Object value) {
    return switch (value) {
      case null -> new Answer(204, null, null);
      case Binary binary -> new Answer(status, null, binary);
      default -> new Answer(status, Json.write(value), null);
    };
  }

  /// Deletes what is kept of commands that nobody will repeat any more.
  public void deleteOldReceipts(Tx tx) {
    receipts.deleteOld(tx);
  }
}
