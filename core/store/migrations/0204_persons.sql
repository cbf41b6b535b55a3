-- Which account may act for which Patient, without a list of who is known where: docs/decisions/0020-no-central-patient-list.md.

-- What a carrier sets for its own Patients; no row = the defaults of core/access.
create table base.person_settings (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  settings jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (tenant)
);
select base.wall('person_settings');

-- The link of an account to a Patient, under a pseudonym that is another one at every carrier (HMAC by a key of the hub over tenant and
-- account). `patient` null: asked for by insurance number, not found yet. `confirmed` false: waits for the desk. Days, not instants, and
-- random ids: links that one person makes at several carriers shall not be told by their time. `detail` is sealed by the master key.
create table base.person_link (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  link uuid not null,
  person bytea not null,
  patient text collate "C",
  relation text not null check (relation in ('self', 'parent', 'proxy')),
  act text not null check (act in ('code', 'desk', 'insurance', 'parent', 'invitation')),
  since date not null,
  confirmed boolean not null,
  topics text[],
  may text check (may in ('read', 'act')),
  ends_on date,
  -- The link by which a proxy was given, or a parent asks.
  given_by uuid,
  detail bytea,
  ended_on date,
  ended_by text check (ended_by in ('person', 'giver', 'carrier', 'activation', 'refused')),
  primary key (tenant, link)
);
create index person_link_person on base.person_link (tenant, person) where ended_on is null;
create index person_link_patient on base.person_link (tenant, patient) where ended_on is null;
create unique index person_link_once on base.person_link (tenant, person, patient, relation) where ended_on is null and patient is not null;
select base.wall('person_link', 'select, insert, update');

-- Activation codes and invitations: a keyed hash of the code, never the code. A hold keeps a code for one redemption while its account is made.
create table base.person_code (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  id uuid not null,
  hash bytea not null,
  kind text not null check (kind in ('self', 'parent', 'proxy')),
  patient text collate "C" not null,
  topics text[],
  may text check (may in ('read', 'act')),
  ends_on date,
  given_by uuid,
  detail bytea,
  created_at timestamptz not null,
  created_by text,
  expires_at timestamptz not null,
  failures int not null default 0,
  held_by uuid,
  held_until timestamptz,
  used_on date,
  ended boolean not null default false,
  primary key (tenant, id)
);
create unique index person_code_hash on base.person_code (tenant, hash);
create index person_code_patient on base.person_code (tenant, patient);
select base.wall('person_code');

-- Across tenants.

-- Where an account's links lie: sealed by the master key, padded so that its length tells nothing, and without a time.
create table base.person_vault (
  account text collate "C" primary key references base.account on delete cascade,
  sealed bytea not null
);
select base.across_tenants('person_vault', 'select, insert, update, delete');

-- The insurance number (KVNR) an outside identity has vouched for, sealed by the master key.
create table base.person_insurance (
  account text collate "C" primary key references base.account on delete cascade,
  sealed bytea not null
);
select base.across_tenants('person_insurance', 'select, insert, update, delete');

-- The number a person shows at a desk for three minutes. `key` and `person` are HMACs of number and account, `account` is sealed. A row whose
-- number was typed stays, without the account, so that the person's page can say so.
create table base.desk_number (
  key bytea primary key,
  person bytea not null unique,
  account bytea,
  expires_at timestamptz not null
);
select base.across_tenants('desk_number', 'select, insert, update, delete');

-- Failed redemptions and desk numbers: keys are HMACs of an address, an account or a desk's user.
create table base.person_attempt (
  key bytea primary key,
  failures int not null,
  last_at timestamptz not null,
  blocked_until timestamptz not null
);
create index person_attempt_age on base.person_attempt (last_at);
select base.across_tenants('person_attempt', 'select, insert, update, delete');
