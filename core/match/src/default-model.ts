import type { Model } from './model.ts'

/** What pairs of one person, of a household, of twins, of namesakes and of strangers look like. Estimated by expectation maximisation (estimate.ts)
 *  on a generated region of 50,000 people, seed 1, without knowledge of who is who: `npm run bench -- duplicates --estimate`. Both
 *  thresholds were chosen on that region and those of seeds 2 and 3. A carrier's own names count by their frequency there. */
export const defaultModel: Model = {
  perRecord: { match: 0.221, household: 0.915, twins: 0.00656, namesakes: 0.00878 },
  probabilities: {
    match: {
      given: [0.911, 0.00336, 0.00993, 0.0429, 0.0194, 0.00146, 0.012],
      family: [0.864, 0.0291, 0.0156, 0.0434, 0.0175, 0.00588, 0.0248],
      birth: [0.954, 0.0121, 0.0227, 0.00071, 0.00551, 0.00458],
      gender: [0.994, 0.00582],
      address: [0.725, 0.0297, 0.025, 0.221],
      telecom: [0.602, 0.398],
      kvnr: [0.996, 0.000199, 0.00355],
    },
    household: {
      given: [0.0000654, 0.0000278, 0.0000285, 0.000287, 0.0000259, 0.0084, 0.991],
      family: [0.91, 0.017, 0.00365, 0.0266, 0.00222, 0.0000197, 0.0407],
      birth: [0.000785, 0.0000535, 0.00265, 0.0000197, 0.000489, 0.996],
      gender: [0.263, 0.737],
      address: [0.977, 0.0193, 0.00387, 0.0000202],
      telecom: [0.776, 0.224],
      kvnr: [0.001, 0.001, 0.998],
    },
    twins: {
      given: [0.0234, 0.00425, 0.00468, 0.0137, 0.00423, 0.0156, 0.934],
      family: [0.93, 0.0238, 0.00333, 0.0198, 0.0151, 0.00504, 0.00338],
      birth: [0.962, 0.00399, 0.00484, 0.00271, 0.00554, 0.0205],
      gender: [0.712, 0.288],
      address: [0.843, 0.0466, 0.00958, 0.101],
      telecom: [0.451, 0.549],
      kvnr: [0.001, 0.001, 0.998],
    },
    namesakes: {
      given: [0.593, 0.139, 0.142, 0.0469, 0.0175, 0.0116, 0.0503],
      family: [0.95, 0.0113, 0.00246, 0.0208, 0.00213, 0.00209, 0.0112],
      birth: [0.0133, 0.00339, 0.00432, 0.00261, 0.00284, 0.974],
      gender: [0.996, 0.00366],
      address: [0.929, 0.0211, 0.0479, 0.00215],
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
  thresholds: { certain: 5, review: -3 },
}
