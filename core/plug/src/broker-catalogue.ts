import type { PlugManifest } from './manifest.ts'

/** Manifests as an Open Service Broker catalogue: what the protocol has no member for stands in the metadata under `steckwerk`. */
export function brokerCatalogue(services: readonly { readonly manifest: PlugManifest; readonly exitExport?: unknown }[]): object {
  return { services: services.map((service) => catalogueService(service.manifest, service.exitExport !== undefined)) }
}

function catalogueService(manifest: PlugManifest, exitExport: boolean): object {
  const { id, service, version, name, summary, vendor, capability, scopes, metrics, evidence, plans } = manifest
  return {
    id: service,
    name: id,
    description: summary.en ?? summary.de,
    bindable: false,
    instances_retrievable: true,
    plan_updateable: plans.length > 1,
    metadata: {
      displayName: name.en ?? name.de,
      longDescription: summary.en ?? summary.de,
      providerDisplayName: vendor.name,
      ...(vendor.url === undefined ? {} : { documentationUrl: vendor.url }),
      steckwerk: { title: name, summary, vendor: vendor.name, version, capability, scopes, metrics, evidence, exitExport },
    },
    plans: plans.map((plan) => ({
      id: plan.id,
      name: plan.name,
      description: plan.description.en ?? plan.description.de,
      free: plan.free,
      metadata: {
        displayName: plan.title.en ?? plan.title.de,
        costs: [{ amount: { eur: plan.price.monthly }, unit: 'MONTHLY' }],
        steckwerk: { title: plan.title, description: plan.description, price: plan.price },
      },
      maintenance_info: { version },
      ...(plan.parameters === undefined ? {} : { schemas: { service_instance: { create: { parameters: plan.parameters }, update: { parameters: plan.parameters } } } }),
    })),
  }
}
