-- What was carried out for whom, so that a repeated command is answered and not repeated.
create table command_receipt (
  person_id uuid not null,
  key text not null,
  operation text not null,
  received_at timestamptz not null,
  status integer,
  answer text,
  primary key (person_id, key)
);
create index command_receipt_received_at on command_receipt (received_at);

-- Things that must happen at a time: claimed with "for update skip locked" and fired once, in the
-- transaction of their effect.
create table deadline (
  id uuid primary key,
  kind text not null,
  subject_id uuid not null,
  due_at timestamptz not null,
  fired_at timestamptz,
  late boolean not null default false,
  unique (kind, subject_id)
);
create index deadline_due on deadline (due_at) where fired_at is null;
