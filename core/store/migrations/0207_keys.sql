-- Keys and certificates over time: keys that were destroyed, sealing anew, large originals as objects, renewed certificates.

-- A key that is gone keeps its row: its number is never given again.
alter table base.data_key alter column wrapped drop not null;
alter table base.data_key add column gone_at timestamptz, add check ((wrapped is null) = (gone_at is not null));
select base.wall('data_key', 'select, insert');

-- Sealing anew under one key, a portion at a time: which place (core/access/src/keys/sealed-places.ts), and after which row of it.
create table base.reseal (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  number int not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  done bigint not null default 0,
  place text collate "C",
  after text[],
  primary key (tenant)
);
select base.wall('reseal', 'select, insert, update');

-- An original of a mebibyte or more is an object of kind raw-message; its id stands here in place of the bytes.
alter table base.raw alter column sealed drop not null;
alter table base.raw add column object text collate "C", add check ((sealed is null) <> (object is null));
select base.wall('raw');

-- A renewed certificate waits until it is used for the first time; only then does the former one end, a while later. `key_sha256`: of the public
-- key, so that the same request again gets the same certificate. `authority`: the first half of the issuing certificate's SHA-256.
alter table base.connector_certificate add column used_at timestamptz, add column waiting boolean not null default false,
  add column key_sha256 bytea, add column certificate text, add column authority text collate "C" not null default '';
drop index base.connector_certificate_current;
create unique index connector_certificate_current on base.connector_certificate (tenant, connector, waiting) where ended_at is null;
drop view st.connector_certificate;
select base.across_tenants('connector_certificate', 'select, insert, update');
