-- Names of laws are proper names and stay as they are; what the system says about a deadline of its own is
-- a fact of its own, so that every screen says it in its language.
alter table response_step add column deadline_is_default boolean not null default false;
update response_step set
  deadline_is_default = basis like '%时限为本系统默认值，由城市确认',
  basis = regexp_replace(basis, '；?时限为本系统默认值，由城市确认$|^本系统默认步骤，由城市确认$', '');
