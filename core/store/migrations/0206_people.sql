-- What people are at which carrier, codes that set up their sign-in, and emergency accesses.

-- Across tenants: found before the carrier is known. Staff only: whether a patient's account knows a carrier stands nowhere here.

-- `carrier` '*' = the platform itself, at every carrier there is; `sites` null = the whole carrier. `provider` = the outside provider that manages it;
-- a locked one does not count.
create table base.membership (
  account text collate "C" not null references base.account on delete cascade,
  carrier text collate "C" not null,
  roles text[] not null check (cardinality(roles) > 0),
  sites text[] check (cardinality(sites) > 0),
  provider text,
  granted_at timestamptz not null,
  granted_by text not null,
  locked_at timestamptz,
  primary key (account, carrier)
);
create index membership_carrier on base.membership (carrier, account);
select base.across_tenants('membership', 'select, insert, update, delete');

-- One-time codes, by the SHA-256 of their letters; an account has at most one of a purpose. `setup` = first sign-in of somebody invited, `recovery` = by the desk.
create table base.setup_code (
  code bytea primary key,
  account text collate "C" not null references base.account on delete cascade,
  purpose text not null check (purpose in ('setup', 'recovery')),
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  unique (account, purpose)
);
select base.across_tenants('setup_code', 'select, insert, update, delete');

-- Behind the tenant wall.

-- Emergency accesses (break-glass): a reason first, then who is looked for, then one Patient. `sealed` = reason and review's note, by the carrier's key;
-- `found` (what the searches gave), `patient` and `account` are ids. Nothing is deleted: the review and the access log refer to it.
create table base.emergency (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  id uuid not null,
  account text collate "C" not null,
  reason bytea not null,
  opened_at timestamptz not null,
  searches int not null default 0,
  found text[] not null default '{}',
  patient text collate "C",
  granted_at timestamptz,
  ends_at timestamptz,
  outcome text check (outcome in ('justified', 'not-justified')),
  note bytea,
  reviewed_by text,
  reviewed_at timestamptz,
  primary key (tenant, id)
);
create index emergency_account on base.emergency (tenant, account, ends_at) where patient is not null;
create index emergency_open on base.emergency (tenant, id) where outcome is null;
select base.wall('emergency', 'select, insert, update');

-- What a carrier has set otherwise than by default: how long ended cases stay visible to those who treated, how long an emergency access lasts.
create table base.care_setting (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  ended_case_days int not null check (ended_case_days between 0 and 36500),
  emergency_minutes int not null check (emergency_minutes between 15 and 1440),
  primary key (tenant)
);
select base.wall('care_setting');
