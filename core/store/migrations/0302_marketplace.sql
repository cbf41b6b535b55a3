-- Ordering services from brokers (Open Service Broker API 2.17): brokers and what they offer, orders with their timeline, credentials.

-- Across tenants: one list of brokers for the platform; nothing of any carrier.

-- `credentials` = { user, password }, sealed by the hub key. `inside` = the hub's own services, reached without the network.
create table base.broker (
  id uuid primary key,
  name text not null,
  url text not null unique,
  credentials bytea,
  inside boolean not null default false,
  catalogue jsonb,
  fetched_at timestamptz,
  trouble jsonb,
  next_fetch_at timestamptz not null,
  created_at timestamptz not null,
  created_by text not null,
  check (inside or credentials is not null)
);
create unique index broker_inside on base.broker (inside) where inside;
select base.across_tenants('broker', 'select, insert, update, delete');

-- What a newly fetched catalogue had that the former one had not, and the other way round.
create table base.broker_change (
  id bigint generated always as identity primary key,
  broker uuid not null references base.broker on delete cascade,
  at timestamptz not null,
  kind text not null,
  service text not null,
  plan text,
  members text[] not null
);
create index broker_change_broker on base.broker_change (broker, id desc);
select base.across_tenants('broker_change', 'select, insert');

-- Evidence the operator has seen, beside what services tell of themselves: of a broker's service, or of one that is registered by its address.
-- `document`: its PDF. Nothing in it is secret: every carrier may see it.
create table base.service_evidence (
  id uuid primary key,
  broker uuid references base.broker on delete cascade,
  service text,
  plug text collate "C" references base.plug on delete cascade,
  evidence jsonb not null,
  document bytea,
  added_at timestamptz not null,
  added_by text not null,
  check ((broker is null) = (service is null) and (broker is null) <> (plug is null))
);
create index service_evidence_broker on base.service_evidence (broker) where broker is not null;
create index service_evidence_plug on base.service_evidence (plug) where plug is not null;
select base.across_tenants('service_evidence', 'select, insert, delete');

-- What the hub's own services, as a broker, know of their instances and bindings: the other side of the orders below.
create table base.broker_instance (
  id text collate "C" primary key,
  state jsonb not null
);
select base.across_tenants('broker_instance', 'select, insert, update, delete');

-- Behind the tenant wall.

create table base.market_policy (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  required text[] not null,
  required_for_patient_data text[] not null,
  second_person boolean not null,
  undo_days int not null,
  primary key (tenant)
);
select base.wall('market_policy', 'select, insert, update');

-- `id` is the broker's instance id. `state` and `step` are the place in core/marketplace/src/advance.ts, `next_at` when the job goes on with it (null = rests).
-- `offer` and `plan_offer`: what was ordered, as the catalogue told it; `plans`: which plan at which price since when; `wanted`: the plan an update asks for.
-- `sends`: requests sent in this state, counted before they go out; `version` goes up with every change.
create table base.service_order (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  id uuid not null,
  broker uuid not null,
  service text not null,
  plan text not null,
  offer jsonb not null,
  plan_offer jsonb not null,
  plans jsonb not null default '[]',
  wanted jsonb,
  parameters jsonb not null,
  state text collate "C" not null,
  step text collate "C",
  sends int not null default 0,
  tries int not null default 0,
  operation text,
  poll_until timestamptz,
  next_at timestamptz,
  ends_at timestamptz,
  ended_at timestamptz,
  dashboard text,
  ordered_by text not null,
  ordered_name text not null,
  ordered_at timestamptz not null,
  asked_by text not null,
  changed_at timestamptz not null,
  version int not null default 1,
  primary key (tenant, id)
);
create index service_order_due on base.service_order (tenant, next_at) where next_at is not null;
create index service_order_newest on base.service_order (tenant, ordered_at desc);
-- One order of a service at a time.
create unique index service_order_current on base.service_order (tenant, broker, service) where state not in ('refused', 'withdrawn', 'gone', 'failed');
select base.wall('service_order', 'select, insert, update');

-- The timeline: only ever added to.
create table base.service_order_event (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  order_id uuid not null,
  number int not null,
  at timestamptz not null,
  kind text collate "C" not null,
  by_name text,
  status int,
  text text,
  primary key (tenant, order_id, number)
);
select base.wall('service_order_event', 'select, insert');

-- `credentials` are sealed by the carrier's data key until somebody has seen them.
create table base.service_binding (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  id uuid not null,
  order_id uuid not null,
  state text collate "C" not null,
  step text collate "C",
  sends int not null default 0,
  tries int not null default 0,
  operation text,
  poll_until timestamptz,
  next_at timestamptz,
  credentials bytea,
  expires_at timestamptz,
  renew_at timestamptz,
  predecessor uuid,
  asked_by text not null,
  created_at timestamptz not null,
  version int not null default 1,
  primary key (tenant, id)
);
create index service_binding_order on base.service_binding (tenant, order_id, created_at desc);
create index service_binding_due on base.service_binding (tenant, next_at) where next_at is not null;
create unique index service_binding_successor on base.service_binding (tenant, predecessor) where predecessor is not null and state not in ('failed', 'cleaning');
select base.wall('service_binding', 'select, insert, update');
