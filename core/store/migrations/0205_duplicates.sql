-- Duplicate detection inside one carrier: an index to find candidates by, the queue for review, and what merges changed, so that they can be taken back.

-- One row a carrier. `watermark` = every change of a Patient before this instant (milliseconds) is compared; `page` continues an unfinished pass
-- that will reach `reaching`.
create table base.duplicate_scan (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  watermark bigint not null default 0,
  page text,
  reaching bigint,
  automatic boolean not null default false,
  people int not null default 0,
  primary key (tenant)
);
select base.wall('duplicate_scan');

-- A Patient that is compared: a keyed digest of what is compared of them, so that other changes cost nothing, and keyed hashes of their keys and names.
-- No text of a Patient stands here.
create table base.duplicate_person (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  patient text collate "C" not null,
  digest bigint not null,
  keys bigint[] not null,
  names bigint[] not null,
  primary key (tenant, patient)
);
select base.wall('duplicate_person');

create table base.duplicate_key (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  key bigint not null,
  patient text collate "C" not null,
  primary key (tenant, key, patient)
);
select base.wall('duplicate_key');

-- How many bear a name.
create table base.duplicate_name (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  name bigint not null,
  bearers int not null,
  primary key (tenant, name)
) with (fillfactor = 70);
select base.wall('duplicate_name');

-- Pairs; `one` < `other`. `levels` are how their fields compare, in the order of core/match; the digests are those the pair was last judged by.
create table base.duplicate (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  id uuid not null,
  one text collate "C" not null,
  other text collate "C" not null,
  one_digest bigint not null,
  other_digest bigint not null,
  weight real not null,
  certain boolean not null,
  caution text collate "C",
  status text collate "C" not null check (status in ('open', 'merged', 'distinct', 'unmerged')),
  found_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  reason text,
  survivor text collate "C",
  primary key (tenant, id),
  unique (tenant, one, other)
);
create index duplicate_queue on base.duplicate (tenant, status, certain desc, weight desc, id);
create index duplicate_other on base.duplicate (tenant, other);
create index duplicate_merged on base.duplicate (tenant, decided_at) where status = 'merged';
select base.wall('duplicate');

-- What a merge changed: versions before and after. After an unmerge, what is still to be decided has a `why`.
create table base.duplicate_change (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  duplicate uuid not null,
  type text collate "C" not null,
  id text collate "C" not null,
  before int not null,
  after int not null,
  why text collate "C" check (why in ('later', 'changed')),
  at timestamptz not null,
  returned boolean not null default false,
  primary key (tenant, duplicate, type, id)
);
select base.wall('duplicate_change');
