-- A notice is written for a person of its own world: the pair (person, drill) must exist.
alter table person add constraint person_world unique (id, drill);

-- One thing one person must know, written in the transaction of what it tells about.
create table notice (
  id uuid primary key,
  chain_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  drill boolean not null,
  area_code text not null,
  incident_id uuid,
  subject_id uuid,
  kind text not null,
  title_zh text not null,
  title_en text not null,
  body_zh text not null,
  body_en text not null,
  urgency text not null,
  page text not null,
  state text not null,
  created_at timestamptz not null,
  acknowledge_by timestamptz,
  acknowledged_at timestamptz,
  withdrawn_at timestamptz,
  reminders integer not null default 0,
  escalate_to text[] not null,
  version integer not null default 1,
  constraint notice_world foreign key (person_id, drill) references person (id, drill)
);
create index notice_open on notice (person_id, created_at desc)
  where acknowledged_at is null and withdrawn_at is null;
create index notice_incident on notice (incident_id, created_at);
create index notice_subject on notice (subject_id)
  where acknowledged_at is null and withdrawn_at is null;
create index notice_chain on notice (chain_id);

-- Where Web Push reaches a device. An endpoint belongs to whoever signed in there last.
create table push_subscription (
  person_id uuid not null references person,
  device text not null,
  endpoint text not null unique,
  provider text not null,
  p256dh text not null,
  auth text not null,
  subscribed_at timestamptz not null,
  primary key (person_id, device)
);

-- One try to tell a person over one channel on one device. Rows of web_push that are queued are the
-- outbox: a sender claims one by moving its next_try_at ahead, so a dead sender's come due again.
create table delivery (
  id uuid primary key,
  notice_id uuid not null references notice,
  channel text not null,
  device text not null,
  state text not null,
  at timestamptz not null,
  detail text,
  attempts integer not null default 0,
  next_try_at timestamptz,
  unique (notice_id, channel, device)
);
create index delivery_outbox on delivery (next_try_at) where state = 'queued';
