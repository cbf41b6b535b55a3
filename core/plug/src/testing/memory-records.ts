import { Fault } from '@steckwerk/kernel'
import type { FhirClient, FhirResource } from '../fhir-client.ts'

/** One carrier's records in memory, for services that keep theirs whole and by id: read, all of a type, put and delete, transactions. Search criteria are not looked at. */
export function memoryRecords(): FhirClient {
  const held = new Map<string, FhirResource & { readonly id: string }>()
  const all = (type: string): FhirResource[] => structuredClone([...held.values()].filter(({ resourceType }) => resourceType === type))
  const put = (resource: FhirResource & { readonly id: string }): FhirResource => {
    held.set(`${resource.resourceType}/${resource.id}`, structuredClone(resource))
    return structuredClone(resource)
  }
  return {
    read: async (type, id) => structuredClone(held.get(`${type}/${id}`)),
    search: async (type) => ({ resourceType: 'Bundle', type: 'searchset', entry: all(type).map((resource) => ({ resource })) }),
    all: async (type) => all(type),
    create: async (resource) => put({ ...resource, id: `made-${held.size + 1}` }),
    update: async (resource) => put(resource),
    remove: async (type, id) => void held.delete(`${type}/${id}`),
    transaction: async ({ entry = [], type }) => {
      for (const { resource, request } of entry) {
        if (request?.method === 'PUT') put(resource as FhirResource & { readonly id: string })
        else if (request?.method === 'DELETE') held.delete(request.url)
        else throw new Fault('not-supported', 'plug/fhir-501', 'Records in memory are put and deleted by their ids.')
      }
      return { resourceType: 'Bundle', type: `${type}-response` }
    },
    operation: async () => undefined,
  }
}
