-- What happened, written in the effect's own transaction; read in the order of (xid, seq) below the oldest running one.

create table base.outbox (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  xid xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity,
  topic text not null,
  payload text not null,
  at timestamptz not null default now(),
  primary key (tenant, xid, seq)
);
create index outbox_at on base.outbox (tenant, at);

select base.wall('outbox', 'select, insert');
