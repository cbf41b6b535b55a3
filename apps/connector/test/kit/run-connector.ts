import { runConnector } from '@steckwerk/connector'

process.exitCode = await runConnector(process.argv.slice(2), process.env)
