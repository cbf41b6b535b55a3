import type { Model } from './model.ts'

/** What pairs of one person, of a household, of twins, of namesakes and of strangers look like. Estimated by expectation maximisation (estimate.ts)
 *  on a generated region of 50,000 people, seed 1, without knowledge of who is who: `npm run bench -- duplicates --estimate`. Both
 *  thresholds were chosen on that region and those of seeds 2 and 3. A carrier's own names count by their frequency there. */
export const defaultModel: Model = {
  perRecord: { match: 0.221, household: 0.914, twins: 0.00643, namesakes: 0.00873 },
  probabilities: {
    match: {
      given: [0.911, 0.00334, 0.00996, 0.043, 0.0193, 0.00138, 0.0121],
      family: [0.864, 0.0291, 0.0156, 0.0433, 0.0174, 0.00587, 0.0248],
      birth: [0.954, 0.0121, 0.0227, 0.000724, 0.00552, 0.00457],
      gender: [0.994, 0.00592],
      address: [0.725, 0.0297, 0.0249, 0.22],
      telecom: [0.602, 0.398],
      kvnr: [0.995, 0.000199, 0.00455],
    },
    household: {
      given: [0.0000654, 0.0000277, 0.0000283, 0.000287, 0.0000258, 0.00839, 0.991],
      family: [0.91, 0.017, 0.00365, 0.0266, 0.00222, 0.0000197, 0.0407],
      birth: [0.000751, 0.0000534, 0.00265, 0.0000197, 0.000488, 0.996],
      gender: [0.263, 0.737],
      address: [0.977, 0.0193, 0.00386, 0.0000202],
      telecom: [0.776, 0.224],
      kvnr: [0.001, 0.001, 0.998],
    },
    twins: {
      given: [0.002, 0.01, 0.004, 0.005, 0.005, 0.03, 0.944],
      family: [0.93, 0.0241, 0.0033, 0.0193, 0.0151, 0.0051, 0.00347],
      birth: [0.961, 0.00402, 0.0049, 0.00275, 0.00579, 0.0211],
      gender: [0.706, 0.294],
      address: [0.845, 0.0454, 0.00972, 0.1],
      telecom: [0.455, 0.545],
      kvnr: [0.001, 0.001, 0.998],
    },
    namesakes: {
      given: [0.588, 0.139, 0.142, 0.0466, 0.0174, 0.0123, 0.0548],
      family: [0.95, 0.0113, 0.00249, 0.0206, 0.00214, 0.00205, 0.0112],
      birth: [0.001, 0.001, 0.004, 0.001, 0.001, 0.992],
      gender: [0.996, 0.00371],
      address: [0.928, 0.0211, 0.0489, 0.00214],
      telecom: [0.75, 0.25],
      kvnr: [0.001, 0.001, 0.998],
    },
    unrelated: {
      given: [0.00542, 0.00134, 0.00194, 0.000441, 0.0000833, 0.00556, 0.985],
      family: [0.000841, 0.000088, 0.000235, 0.000484, 0.000478, 0.000001, 0.998],
      birth: [0.000035, 0.000008, 0.00103, 0.000005, 0.000123, 0.999],
      gender: [0.5, 0.5],
      address: [0.00003, 0.000579, 0.0672, 0.932],
      telecom: [0.00001, 1],
      kvnr: [1e-8, 1e-7, 1],
    },
  },
  thresholds: { certain: 6.5, review: -3 },
}
