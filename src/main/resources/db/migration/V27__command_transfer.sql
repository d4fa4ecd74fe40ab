-- A transfer is signed by both, after a briefing; a leader may name somebody, and a higher level may
-- take over from who does not answer.
alter table command_transfer
  add column kind text not null default 'request',
  add column proposed_by_id uuid references person,
  add column proposed_by_name text,
  add column briefing jsonb,
  add column briefed_at timestamptz,
  add column from_signed_at timestamptz,
  add column to_signed_at timestamptz,
  add column takeover jsonb;
alter table command_transfer alter column kind drop default;
-- Command passes with both signatures only: what is taken over says by whom and why.
alter table command_transfer add constraint both_signed check (
  state <> 'accepted' or kind = 'arrival' or from_id is null or takeover is not null
    or (from_signed_at is not null and to_signed_at is not null)) not valid;

create function keep_briefing() returns trigger language plpgsql as $$
begin
  if new.briefing is distinct from old.briefing then
    raise exception 'a briefing sheet never changes';
  end if;
  return new;
end $$;
create trigger command_transfer_briefing before update on command_transfer
  for each row execute function keep_briefing();
