package io.qianzhi.unit;

import io.qianzhi.platform.db.Tx;
import java.time.Instant;
import java.util.UUID;

/// Brings the stations and units of a city's folder into the database; what changed in the file
/// changes there, duty and assignments stay.
public final class UnitImportStore {
  private UnitImportStore() {}

  /// @param drill whether they are units of exercises and the demo
  public static void importAll(Tx tx, UnitFolder folder, boolean drill, Instant now) {
    for (var station : folder.stations()) {
      tx.update(
          """
          insert into station (code, name, service, latitude, longitude, area_code)
          values ($1, $2, $3, $4, $5, $6)
          on conflict (code) do update set name = excluded.name, service = excluded.service,
            latitude = excluded.latitude, longitude = excluded.longitude, area_code = excluded.area_code
          """,
          station.code(),
          station.name(),
          station.service(),
          station.point().latitude(),
          station.point().longitude(),
          station.areaCode());
    }
    for (var unit : folder.units()) {
      tx.update(
          """
          insert into unit (id, code, call_sign, service, kind, capabilities, station_code, area_code,
            crew_size, duty, drill, state_at)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'off_duty', $10, $11)
          on conflict (code) do update set call_sign = excluded.call_sign, service = excluded.service,
            kind = excluded.kind, capabilities = excluded.capabilities,
            station_code = excluded.station_code, area_code = excluded.area_code,
            crew_size = excluded.crew_size
          """,
          UUID.randomUUID(),
          unit.code(),
          unit.callSign(),
          unit.service(),
          unit.kind(),
          unit.capabilities().toArray(String[]::new),
          unit.stationCode(),
          unit.areaCode(),
          unit.crewSize(),
          drill || unit.training(),
          now);
    }
  }
}
