/**
 * What the host calls: a list of commands in memory is carried out from beginning to end, a whole training step in one
 * call. Each command is its number (wasm/opcodes.ts), its length in words with both of these, and what the class of its
 * kind names: addresses, then whole numbers, then float32.
 */
import * as contrast from '../../contrast/wasm';
import * as convolution from '../../convolution/wasm';
import * as crossEntropy from '../../cross-entropy/wasm';
import * as elementwise from '../../elementwise/wasm';
import * as formula from '../../formula/wasm';
import * as gradients from '../../gradients/wasm';
import * as label from '../../label/wasm';
import * as linear from '../../linear/wasm';
import * as nearness from '../../nearness/wasm';
import * as optimizer from '../../optimizer/wasm';
import * as pooling from '../../pooling/wasm';
import * as storage from '../../storage/wasm';
import { Op } from '../opcodes';

export { setScratch } from './lanes';

/** Where memory is the host's to give out. */
export function heapBase(): usize {
  return __heap_base;
}

/** Carries out the commands from `begin` to `end`. */
export function run(begin: usize, end: usize): void {
  for (let at = begin; at < end; at += (<usize>load<i32>(at, 4)) << 2) {
    const call = at + 8;
    switch (load<i32>(at)) {
      case Op.zero:
        storage.zero(changetype<storage.Zero>(call));
        break;
      case Op.copy:
        storage.copy(changetype<storage.Pair>(call));
        break;
      case Op.add:
        storage.add(changetype<storage.Pair>(call));
        break;
      case Op.serve:
        storage.serve(changetype<storage.Serve>(call));
        break;
      case Op.advance:
        storage.advance(load<usize>(call));
        break;
      case Op.sum:
        elementwise.sum(changetype<elementwise.Sum>(call));
        break;
      case Op.multiply:
        elementwise.multiply(changetype<elementwise.Multiply>(call));
        break;
      case Op.sigmoid:
        elementwise.sigmoid(changetype<elementwise.Through>(call));
        break;
      case Op.sigmoidGradient:
        elementwise.sigmoidGradient(changetype<elementwise.Through>(call));
        break;
      case Op.reluGradient:
        elementwise.reluGradient(changetype<elementwise.Through>(call));
        break;
      case Op.linear:
        linear.linear(changetype<linear.Linear>(call));
        break;
      case Op.linearInputGradient:
        linear.linearInputGradient(changetype<linear.InputGradient>(call));
        break;
      case Op.linearWeightGradient:
        linear.linearWeightGradient(changetype<linear.WeightGradient>(call));
        break;
      case Op.crossEntropy:
        crossEntropy.crossEntropy(changetype<crossEntropy.CrossEntropy>(call));
        break;
      case Op.contrast:
        contrast.contrast(changetype<contrast.Contrast>(call));
        break;
      case Op.formula:
        formula.formula(changetype<formula.Formula>(call));
        break;
      case Op.record:
        label.record(changetype<label.Record>(call));
        break;
      case Op.labelScore:
        label.labelScore(changetype<label.LabelScore>(call));
        break;
      case Op.nearness:
        nearness.nearness(changetype<nearness.Nearness>(call));
        break;
      case Op.nearnessGradient:
        nearness.nearnessGradient(changetype<nearness.NearnessGradient>(call));
        break;
      case Op.modulate:
        gradients.modulate(changetype<gradients.Modulate>(call));
        break;
      case Op.norm:
        gradients.norm(changetype<gradients.Measure>(call));
        break;
      case Op.largest:
        gradients.largest(changetype<gradients.Measure>(call));
        break;
      case Op.recordNormRatio:
        gradients.recordNormRatio(changetype<gradients.NormRatio>(call));
        break;
      case Op.sgd:
        optimizer.sgd(changetype<optimizer.Sgd>(call));
        break;
      case Op.adamTick:
        optimizer.adamTick(load<usize>(call));
        break;
      case Op.adam:
        optimizer.adam(changetype<optimizer.Adam>(call));
        break;
      case Op.convolve:
        convolution.convolve(changetype<convolution.Convolution>(call));
        break;
      case Op.convolveInputGradient:
        convolution.convolveInputGradient(changetype<convolution.Convolution>(call));
        break;
      case Op.convolveWeightGradient:
        convolution.convolveWeightGradient(changetype<convolution.Convolution>(call));
        break;
      case Op.maxPool:
        pooling.maxPool(changetype<pooling.MaxPool>(call));
        break;
      case Op.maxPoolGradient:
        pooling.maxPoolGradient(changetype<pooling.MaxPoolGradient>(call));
        break;
      case Op.average:
        pooling.average(changetype<pooling.Average>(call));
        break;
      case Op.averageGradient:
        pooling.averageGradient(changetype<pooling.Average>(call));
        break;
      default:
        unreachable();
    }
  }
}
