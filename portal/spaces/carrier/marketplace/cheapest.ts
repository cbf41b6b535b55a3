import type { MarketPlan, MarketService } from '@steckwerk/api/contract/marketplace'

/** The cheapest plan over five years that has a price. */
export function cheapest(service: MarketService): MarketPlan | undefined {
  return service.plans.filter(({ fiveYears }) => fiveYears !== null).sort((a, b) => a.fiveYears! - b.fiveYears!)[0]
}
