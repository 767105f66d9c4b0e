import { eachFeature, FEATURES } from '#engine/detect/dga/features.ts'
import type { Sample } from './names.ts'
import { type Random, shuffled } from './random.ts'

/** Logistic regression by stochastic gradient with a step of its own for each weight (AdaGrad). */
export interface Model {
  bias: number
  weights: Float64Array
}

const EPOCHS = 8
const STEP = 0.15
const DECAY = 2e-6

export interface Example extends Sample {
  /** How much it counts, so that every family counts alike. */
  share: number
}

export function train(examples: readonly Example[], random: Random): Model {
  const [weights, squares] = [new Float64Array(FEATURES), new Float64Array(FEATURES).fill(1e-3)]
  let bias = 0
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const example of shuffled(examples, random)) {
      const features = featuresOf(example)
      const scale = 1 / Math.sqrt(features.length)
      const logit = bias + scale * features.reduce((sum, feature) => sum + (weights[feature] ?? 0), 0)
      const error = (1 / (1 + Math.exp(-logit)) - (example.family === '' ? 0 : 1)) * example.share
      bias -= 0.01 * error
      for (const feature of features) {
        const slope = error * scale + DECAY * (weights[feature] ?? 0)
        squares[feature] = (squares[feature] ?? 0) + slope * slope
        weights[feature] = (weights[feature] ?? 0) - (STEP * slope) / Math.sqrt(squares[feature] ?? 1)
      }
    }
  }
  return { bias, weights }
}

function featuresOf({ label, suffix }: Sample): number[] {
  const features: number[] = []
  eachFeature(label, suffix, (feature) => features.push(feature))
  return features
}

export function logitOf({ bias, weights }: Model, sample: Sample): number {
  const features = featuresOf(sample)
  return bias + features.reduce((sum, feature) => sum + (weights[feature] ?? 0), 0) / Math.sqrt(features.length)
}
