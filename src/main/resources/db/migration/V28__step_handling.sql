-- What people make of a step on the spot, and whom the clock has told of its deadline.
alter table response_step
  add column skipped jsonb,
  add column added jsonb,
  add column delegation jsonb,
  add column ladder jsonb not null default '{"rungs": [], "listedAt": null, "remarks": []}';

-- The supervisor's list.
create index response_step_supervision on response_step (due_at) where overdue or late;
