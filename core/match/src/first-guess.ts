import type { Model } from './model.ts'

/** Where the estimation starts: what each kind means, in round numbers. Only their order of magnitude matters. */
export const firstGuess: Model = {
  perRecord: { match: 0.05, household: 1.2, twins: 0.01, namesakes: 0.01 },
  probabilities: {
    match: {
      given: [0.9, 0.04, 0.01, 0.01, 0.02, 0.005, 0.015],
      family: [0.88, 0.02, 0.03, 0.02, 0.03, 0.005, 0.015],
      birth: [0.95, 0.01, 0.02, 0.005, 0.005, 0.01],
      gender: [0.99, 0.01],
      address: [0.75, 0.05, 0.08, 0.12],
      telecom: [0.7, 0.3],
      kvnr: [0.98, 0.01, 0.01],
    },
    household: {
      given: [0.003, 0.006, 0.004, 0.003, 0.005, 0.01, 0.969],
      family: [0.85, 0.05, 0.03, 0.01, 0.005, 0.001, 0.054],
      birth: [0.001, 0.001, 0.004, 0.001, 0.001, 0.992],
      gender: [0.45, 0.55],
      address: [0.93, 0.02, 0.03, 0.02],
      telecom: [0.6, 0.4],
      kvnr: [0.001, 0.001, 0.998],
    },
    twins: {
      given: [0.002, 0.01, 0.004, 0.005, 0.005, 0.03, 0.944],
      family: [0.96, 0.02, 0.005, 0.003, 0.006, 0.001, 0.005],
      birth: [0.985, 0.002, 0.008, 0.001, 0.001, 0.003],
      gender: [0.62, 0.38],
      address: [0.9, 0.02, 0.04, 0.04],
      telecom: [0.7, 0.3],
      kvnr: [0.001, 0.001, 0.998],
    },
    namesakes: {
      given: [0.94, 0.03, 0.01, 0.005, 0.005, 0.005, 0.005],
      family: [0.95, 0.02, 0.005, 0.005, 0.01, 0.001, 0.009],
      birth: [0.001, 0.001, 0.004, 0.001, 0.001, 0.992],
      gender: [0.99, 0.01],
      address: [0.85, 0.03, 0.06, 0.06],
      telecom: [0.6, 0.4],
      kvnr: [0.001, 0.001, 0.998],
    },
    // Estimated anew from pairs drawn at random before anything else.
    unrelated: {
      given: [0.008, 0.002, 0.004, 0.002, 0.002, 0.006, 0.976],
      family: [0.001, 0.001, 0.0005, 0.002, 0.002, 0.00001, 0.99349],
      birth: [0.00004, 0.00004, 0.0003, 0.0001, 0.0001, 0.99942],
      gender: [0.5, 0.5],
      address: [0.00002, 0.0003, 0.03, 0.96968],
      telecom: [0.00001, 0.99999],
      kvnr: [1e-9, 1e-7, 1],
    },
  },
  thresholds: { certain: 6.5, review: -3 },
}
