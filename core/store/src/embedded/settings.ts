import { totalmem } from 'node:os'

const megabyte = 1024 * 1024

/** The server's settings for a small machine that also runs the hub. `durable` false is for tests only. */
export function serverSettings(durable: boolean): Readonly<Record<string, string>> {
  const memory = totalmem() / megabyte
  const shared = durable ? Math.max(64, Math.min(1024, Math.round(memory / 16))) : 32
  return {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: `${shared}MB`,
    effective_cache_size: `${Math.max(256, Math.round(memory / 3))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '64MB',
    random_page_cost: '1.1',
    jit: 'off',
    max_parallel_workers_per_gather: '0',
    max_wal_size: '2GB',
    min_wal_size: durable ? '256MB' : '80MB',
    checkpoint_timeout: '15min',
    autovacuum_naptime: '10s',
    autovacuum_vacuum_insert_scale_factor: '0.05',
    autovacuum_analyze_scale_factor: '0.05',
    // What is logged never holds a statement or a value: errors go to the client, who maps them.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'on' }),
  }
}
