package io.qianzhi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/// Calls as operators write them down, in the middle of the demo city.
public final class Calls {
  public static final double LATITUDE = 51.1605;
  public static final double LONGITUDE = 71.4704;

  private Calls() {}

  /// A body for takeCall.
  public static Map<String, Object> call(String typeCode) {
    return call(typeCode, LATITUDE, LONGITUDE, 0);
  }

  public static Map<String, Object> call(double latitude, double longitude) {
    return call("12G00", latitude, longitude, 0);
  }

  public static Map<String, Object> call(
      String typeCode, double latitude, double longitude, int serious) {
    var body = new HashMap<String, Object>();
    body.put("typeCode", typeCode);
    body.put("point", Map.of("latitude", latitude, "longitude", longitude, "system", "wgs_84"));
    body.put("place", "测试路1号");
    body.put("description", "仓库冒烟");
    body.put("priority", 2);
    body.put(
        "casualties",
        Map.of("dead", 0, "missing", 0, "trapped", 0, "serious", serious, "light", 0));
    return body;
  }

  /// Takes a call and returns its incident.
  public static JsonNode incident(TestClient operator, String typeCode) {
    return operator.post("/api/calls", call(typeCode)).expect(201).get("incident");
  }

  /// Puts a unit on duty, told by radio, and returns it.
  public static JsonNode onDuty(TestClient operator, String callSign) {
    var unit = unit(operator, callSign);
    return operator
        .post("/api/units/" + unit.get("id").asText() + "/duty", Map.of("duty", "on_duty"))
        .expect(200);
  }

  public static JsonNode unit(TestClient operator, String callSign) {
    for (var unit : operator.get("/api/units").expect(200)) {
      if (unit.get("callSign").asText().equals(callSign)) {
        return unit;
      }
    }
    throw new IllegalArgumentException("no unit " + callSign);
  }
}
