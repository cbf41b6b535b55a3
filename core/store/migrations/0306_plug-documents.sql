-- What services in the hub keep for a carrier where FHIR has no shape for it, such as votes.

-- `body`: JSON, sealed by a data key of the carrier: it may hold names of people. The rest names nobody.
create table base.plug_document (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  plug text collate "C" not null,
  kind text collate "C" not null,
  id text collate "C" not null,
  parent text collate "C",
  version int not null check (version > 0),
  at timestamptz not null,
  body bytea not null,
  primary key (tenant, plug, kind, id)
);
create index plug_document_parent on base.plug_document (tenant, plug, kind, parent, id);
select base.wall('plug_document');
