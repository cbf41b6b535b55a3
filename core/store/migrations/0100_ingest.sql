-- What arrived through connectors, in which order, and what became of it.

create table base.connector (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  connector text collate "C" not null,
  enrolled_at timestamptz not null,
  seen_at timestamptz,
  status jsonb,
  primary key (tenant, connector)
);
select base.wall('connector');

create table base.epoch (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  connector text collate "C" not null,
  epoch uuid not null,
  opened_at timestamptz not null,
  reason text not null,
  previous uuid,
  -- The last status a connector sent for this epoch: what a lost spool is checked against.
  last_status jsonb,
  last_status_at timestamptz,
  primary key (tenant, connector, epoch)
);
select base.wall('epoch');

create table base.stream (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  connector text collate "C" not null,
  epoch uuid not null,
  stream smallint not null,
  next bigint not null,
  primary key (tenant, connector, epoch, stream)
) with (fillfactor = 50);
select base.wall('stream');

create table base.channel (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  connector text collate "C" not null,
  channel text collate "C" not null,
  settings jsonb not null,
  changed_at timestamptz not null,
  primary key (tenant, connector, channel)
);
select base.wall('channel');

-- One row a message, for ever: the proof of exactly-once. `place` orders messages of one epoch over all channels.
create table base.ledger (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  connector text collate "C" not null,
  epoch uuid not null,
  channel text collate "C" not null,
  sequence bigint not null,
  place bigint not null,
  sha256 bytea not null,
  received_at timestamptz not null,
  committed_at timestamptz not null,
  message_type text collate "C" not null,
  patient text collate "C",
  -- Set where the message could not be mapped.
  code text collate "C",
  reason text,
  generation int not null,
  warnings jsonb,
  primary key (tenant, connector, epoch, channel, sequence)
);
create index ledger_patient on base.ledger (tenant, patient, place);
create index ledger_problem on base.ledger (tenant, received_at desc, connector, epoch, channel, sequence) where code is not null;
select base.wall('ledger');

-- Further patients a message concerns: the other sides of merges.
create table base.ledger_also (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  patient text collate "C" not null,
  connector text collate "C" not null,
  epoch uuid not null,
  channel text collate "C" not null,
  sequence bigint not null,
  primary key (tenant, patient, connector, epoch, channel, sequence)
);
select base.wall('ledger_also');

-- Messages as sent, sealed with the carrier's key. Pruned by age; kept apart from the ledger so that pruning touches only this.
create table base.raw (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  connector text collate "C" not null,
  epoch uuid not null,
  channel text collate "C" not null,
  sequence bigint not null,
  committed_at timestamptz not null,
  sealed bytea not null,
  primary key (tenant, connector, epoch, channel, sequence)
);
alter table base.raw alter column sealed set storage external;
create index raw_age on base.raw using brin (tenant, committed_at);
select base.wall('raw');

-- Counters a minute. The stream is in the key so that streams committed side by side never wait for one row.
create table base.rate (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  minute timestamptz not null,
  connector text collate "C" not null,
  stream smallint not null,
  mapped int not null,
  unmapped int not null,
  bytes bigint not null,
  primary key (tenant, minute, connector, stream)
) with (fillfactor = 50);
select base.wall('rate');

create table base.alarm (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  id uuid not null,
  connector text collate "C" not null,
  code text collate "C" not null,
  affected bigint not null,
  detail text not null,
  raised_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  primary key (tenant, id)
);
create index alarm_open on base.alarm (tenant, connector, raised_at) where acknowledged_at is null;
select base.wall('alarm');
