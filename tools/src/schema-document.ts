import pg from 'pg'

interface Column {
  readonly name: string
  readonly type: string
  readonly required: boolean
}

interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  readonly indexes: readonly string[]
  readonly walled: boolean
  readonly rights: string
}

/** docs/schema.md: what the migrations make of an empty database, read back from PostgreSQL's own catalogue. A change of the
 *  schema that nobody meant shows as a difference of this page. `databaseUrl` connects as the owner. */
export async function schemaDocument(databaseUrl: string, hubRole: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return render(await tables(client, hubRole))
  } finally {
    await client.end()
  }
}

async function tables(client: pg.Client, hubRole: string): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select c.relname as name, c.relrowsecurity as walled,
       (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'required', a.attnotnull) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
       (select json_agg(pg_get_indexdef(i.indexrelid) order by i.indexrelid::regclass::text) from pg_index i where i.indrelid = c.oid) as indexes,
       coalesce((select string_agg(v.relname || ': ' || concat_ws(' ',
            case when has_table_privilege($1, v.oid, 'select') then 'select' end, case when has_table_privilege($1, v.oid, 'insert') then 'insert' end,
            case when has_any_column_privilege($1, v.oid, 'update') then 'update' end, case when has_table_privilege($1, v.oid, 'delete') then 'delete' end), '; ' order by v.relname)
          from pg_class v where v.relnamespace = 'st'::regnamespace and v.relkind = 'v' and v.relname in (c.relname, c.relname || '_h')), 'none') as rights
     from pg_class c where c.relnamespace = 'base'::regnamespace and c.relkind = 'r' order by c.relname`,
    [hubRole],
  )
  return rows
}

function render(all: readonly Table[]): string {
  const sections = all.map(({ name, columns, indexes, walled, rights }) => {
    const rows = columns.map((column) => `| \`${column.name}\` | ${column.type} | ${column.required ? 'yes' : ''} |`)
    const definitions = (indexes ?? []).map((definition) => definition.replace(/^CREATE (UNIQUE )?INDEX (\S+) ON \S+ USING /, (_, unique: string | undefined, index: string) => `${index}: ${unique === undefined ? '' : 'unique '}`))
    return `## ${name}\n\nRow-level security: ${walled ? 'on' : 'off'}. The hub's role, through its views: ${rights}.\n\n| column | type | required |\n|---|---|---|\n${rows.join('\n')}\n\n${definitions.map((line) => `- \`${line}\``).join('\n')}\n`
  })
  return `# Database schema\n\nMade from a migrated database by \`npm run docs\`; \`npm run check\` holds it. Tables of schema \`base\`, each with what the hub's unprivileged role may do\nthrough the views of schema \`st\`. See [decision 2](decisions/0002-one-postgresql-with-tenant-views.md).\n\n${sections.join('\n')}`
}
