-- Services that carriers plug in: those outside, how all are, what carriers granted and chose, and what they used.

-- Across tenants: no patient data in any of them.

-- Services outside the hub; those inside come with it. `jwks`: the keys they prove themselves by.
create table base.plug (
  id text collate "C" primary key,
  url text not null unique,
  manifest jsonb not null,
  jwks jsonb not null,
  added_at timestamptz not null,
  added_by text not null
);
select base.across_tenants('plug', 'select, insert, update, delete');

create table base.plug_health (
  plug text collate "C" primary key,
  state text not null check (state in ('ok', 'degraded', 'down')),
  reason text,
  at timestamptz not null
);
select base.across_tenants('plug_health', 'select, insert, update, delete');

-- What a carrier lets a service do; found by the service before the carrier is known. `asked` = the manifest's scopes and purposes at the time,
-- `client` = the service's SMART client there, which stays when it is granted again.
create table base.plug_grant (
  tenant int not null,
  carrier text collate "C" not null,
  plug text collate "C" not null,
  scopes text[] not null,
  purposes text[] not null,
  asked text[] not null,
  parameters jsonb not null,
  instance text,
  client text collate "C",
  at timestamptz not null,
  granted_by text not null,
  revoked_at timestamptz,
  primary key (tenant, plug)
);
select base.across_tenants('plug_grant', 'select, insert, update');

-- Behind the tenant wall.

create table base.plug_choice (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  capability text collate "C" not null,
  plug text collate "C" not null,
  chosen_at timestamptz not null,
  chosen_by text not null,
  primary key (tenant, capability)
);
select base.wall('plug_choice');

-- When a service last did a work of its own at a carrier: several hubs take turns.
create table base.plug_turn (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  plug text collate "C" not null,
  work text collate "C" not null,
  taken_at timestamptz not null,
  primary key (tenant, plug, work)
);
select base.wall('plug_turn', 'select, insert, update');

-- `month` = its first day, UTC.
create table base.plug_usage (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  plug text collate "C" not null,
  metric text collate "C" not null,
  month date not null,
  amount numeric not null,
  primary key (tenant, plug, metric, month)
);
select base.wall('plug_usage', 'select, insert, update');

-- What was counted already: SHA-256 of the counting service's own key.
create table base.plug_usage_key (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  plug text collate "C" not null,
  metric text collate "C" not null,
  key bytea not null,
  at timestamptz not null,
  primary key (tenant, plug, metric, key)
);
create index plug_usage_key_at on base.plug_usage_key (tenant, at);
select base.wall('plug_usage_key', 'select, insert');
