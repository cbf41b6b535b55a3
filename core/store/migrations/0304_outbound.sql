-- The way back: messages to the systems of a house, composed here, fetched and sent by its connector.

-- A destination as its connector describes it. `position` is how far the carrier's outbox has been turned into messages; `revision`
-- rises with it, so that of several hubs one takes each step.
create table base.outbound_channel (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  connector text collate "C" not null,
  channel text collate "C" not null,
  settings jsonb not null,
  position text collate "C" not null,
  revision bigint not null default 0,
  changed_at timestamptz not null,
  primary key (tenant, connector, channel)
);
select base.wall('outbound_channel');

-- One row a message, for ever: what keeps a version of an Appointment from being told twice, and tells whether the house knows of it.
-- `seq` rises in the order of the changes. The message itself goes once it is settled and its time is over.
-- state: waiting (here), spooled (in the connector's), delivered, rejected (refused, passed over), skipped (by decision), held (refused,
-- wants a decision), unknown (sent, never acknowledged, wants a decision).
create table base.outbound (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  connector text collate "C" not null,
  channel text collate "C" not null,
  seq bigint generated always as identity,
  appointment text collate "C" not null,
  version int not null,
  event text collate "C" not null,
  control text collate "C" not null,
  sealed bytea,
  composed_at timestamptz not null,
  state text collate "C" not null,
  -- The connector's spool that took it.
  spool text collate "C",
  attempts int not null default 0,
  ack text collate "C",
  reason text,
  settled_at timestamptz,
  -- What somebody decided of a held message, until the connector has done it.
  decision text collate "C",
  decided_at timestamptz,
  decided_by text,
  primary key (tenant, connector, channel, seq)
);
create unique index outbound_version on base.outbound (tenant, connector, channel, appointment, version);
create unique index outbound_control on base.outbound (tenant, connector, control);
create index outbound_open on base.outbound (tenant, connector, seq) where state in ('waiting', 'spooled', 'held', 'unknown');
create index outbound_settled on base.outbound (tenant, settled_at);
create index outbound_kept on base.outbound (tenant, settled_at) where sealed is not null and settled_at is not null;
select base.wall('outbound');
