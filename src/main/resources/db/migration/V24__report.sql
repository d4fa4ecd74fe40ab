-- Reports to those above, their clocks, deliveries and receipts.
create table report (
  id uuid primary key,
  incident_id uuid not null references incident,
  drill boolean not null,
  kind text not null,
  sequence integer not null,
  state text not null,
  number text,
  grade integer,
  response_level integer,
  content jsonb,
  changed text[] not null,
  previous_id uuid references report,
  phone jsonb,
  facts_at timestamptz not null,
  drafted_at timestamptz not null,
  drafted_by jsonb,
  signed_by jsonb,
  signed_at timestamptz,
  sent_at timestamptz,
  received_at timestamptz,
  late boolean not null,
  version integer not null,
  unique (incident_id, kind, sequence),
  unique (drill, number)
);
create unique index report_one_draft on report (incident_id, kind) where state = 'draft';

-- The last number given within a year. Locked until the signature is committed: no gap, none twice.
create table report_number (
  year integer not null,
  drill boolean not null,
  last integer not null,
  primary key (year, drill)
);

create function report_stays_as_signed() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (old.state <> 'draft' and
      row (new.incident_id, new.drill, new.kind, new.sequence, new.number, new.grade, new.response_level,
        new.content, new.changed, new.previous_id, new.phone, new.facts_at, new.drafted_at, new.drafted_by,
        new.signed_by, new.signed_at)
      is distinct from
      row (old.incident_id, old.drill, old.kind, old.sequence, old.number, old.grade, old.response_level,
        old.content, old.changed, old.previous_id, old.phone, old.facts_at, old.drafted_at, old.drafted_by,
        old.signed_by, old.signed_at)) then
    raise exception 'a report is not deleted, and a signed one not changed';
  end if;
  if old.late and not new.late then
    raise exception 'a late report stays late';
  end if;
  return new;
end $$;
create trigger report_stays_as_signed before update or delete on report
  for each row execute function report_stays_as_signed();

create table report_clock (
  id uuid primary key,
  incident_id uuid not null references incident,
  incident_number text not null,
  place text not null,
  drill boolean not null,
  kind text not null,
  round integer not null,
  rule text not null,
  name jsonb not null,
  basis text not null,
  is_default boolean not null,
  starts_at timestamptz not null,
  due_at timestamptz not null,
  state text not null,
  late boolean not null,
  met_at timestamptz,
  report_id uuid references report,
  version integer not null,
  unique (incident_id, kind, round)
);
create index report_clock_running on report_clock (due_at) where state = 'running';

-- What started a clock never moves, and late stays late. A stricter rule may ask for the report sooner.
create function report_clock_never_gains() returns trigger language plpgsql as $$
begin
  if new.starts_at <> old.starts_at or new.due_at > old.due_at or (old.late and not new.late) then
    raise exception 'the clock of a report starts once, and late stays late';
  end if;
  return new;
end $$;
create trigger report_clock_never_gains before update on report_clock
  for each row execute function report_clock_never_gains();

-- One report on its way to one receiver. Queued rows are the outbox: a sender claims one by moving its
-- next_try_at ahead, so a dead sender's come due again.
create table report_delivery (
  id uuid primary key,
  report_id uuid not null references report,
  channel text,
  name text not null,
  kind text not null,
  state text not null,
  attempts integer not null,
  at timestamptz not null,
  detail text,
  receipt jsonb,
  next_try_at timestamptz,
  unique (report_id, channel)
);
create index report_delivery_outbox on report_delivery (next_try_at) where state = 'queued';
