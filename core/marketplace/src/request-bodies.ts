import type { BrokerRequest } from './broker-client.ts'
import type { Task } from './advance.ts'
import type { BindingRow } from './binding-rows.ts'
import type { OrderRow } from './order-rows.ts'

type Request = Omit<BrokerRequest, 'user'>

const escaped = encodeURIComponent

/** Who the instance is for. Source: Open Service Broker API 2.17, «Context Object»; organization and space are its deprecated forms and still required. */
const contextOf = (carrier: string, order: OrderRow): object => ({ platform: 'steckwerk', carrier, instance_name: order.offer.name })

/** The request of a task of an order. */
export function orderRequest(carrier: string, order: OrderRow, task: Task): Request {
  const path = `service_instances/${escaped(order.id)}`
  const context = contextOf(carrier, order)
  if (task === 'create') {
    return {
      asked: 'create', method: 'PUT', path, query: { accepts_incomplete: 'true' },
      body: {
        service_id: order.service, plan_id: order.plan, context, organization_guid: carrier, space_guid: carrier, parameters: order.parameters, ...maintenance(order.plan_offer.maintenance),
      },
    }
  }
  if (task === 'update') {
    const { plan, parameters } = order.wanted!
    return {
      asked: 'update', method: 'PATCH', path, query: { accepts_incomplete: 'true' },
      body: {
        service_id: order.service, context, ...(plan.id === order.plan ? {} : { plan_id: plan.id, ...maintenance(plan.maintenance) }), ...(parameters === undefined ? {} : { parameters }),
        previous_values: { service_id: order.service, plan_id: order.plan },
      },
    }
  }
  return { asked: 'delete', method: 'DELETE', path, query: { service_id: order.service, plan_id: order.plan, accepts_incomplete: 'true' } }
}

/** How far the operation has come; while a plan changes, the former one is named. */
export function orderPoll(order: OrderRow): Request {
  return {
    asked: 'poll', method: 'GET', path: `service_instances/${escaped(order.id)}/last_operation`,
    query: { service_id: order.service, plan_id: order.plan, operation: order.operation ?? undefined },
  }
}

const bindingPath = (order: OrderRow, binding: BindingRow): string => `service_instances/${escaped(order.id)}/service_bindings/${escaped(binding.id)}`

export function bindingRequest(carrier: string, order: OrderRow, binding: BindingRow, task: Task): Request {
  const path = bindingPath(order, binding)
  if (task === 'create') {
    return {
      asked: 'create', method: 'PUT', path, query: { accepts_incomplete: 'true' },
      body: {
        service_id: order.service, plan_id: order.plan, context: contextOf(carrier, order),
        ...(binding.predecessor === null || !order.plan_offer.bindingRotatable ? {} : { predecessor_binding_id: binding.predecessor }),
      },
    }
  }
  return { asked: 'delete', method: 'DELETE', path, query: { service_id: order.service, plan_id: order.plan, accepts_incomplete: 'true' } }
}

export function bindingPoll(order: OrderRow, binding: BindingRow): Request {
  return {
    asked: 'poll', method: 'GET', path: `${bindingPath(order, binding)}/last_operation`,
    query: { service_id: order.service, plan_id: order.plan, operation: binding.operation ?? undefined },
  }
}

export function bindingFetch(order: OrderRow, binding: BindingRow): Request {
  return { asked: 'fetch', method: 'GET', path: bindingPath(order, binding), query: { service_id: order.service, plan_id: order.plan } }
}

const maintenance = (version: string | null): object => version === null ? {} : { maintenance_info: { version } }
