/** Programs compiled for a device, each once for every way in which its operands lie in memory. */
import type { Command } from './command';
import type { Halves } from './halves';
import { sourceOf } from './program';

export class Pipelines {
  private readonly device: GPUDevice;
  private readonly halves: Halves | undefined;
  private readonly made = new Map<string, GPUComputePipeline>();

  /** @param halves converts programs on operands in half precision, where there are any. */
  constructor(device: GPUDevice, halves: Halves | undefined) {
    this.device = device;
    this.halves = halves;
  }

  /** The pipeline that carries out a command. */
  of({ program, pattern, formats }: Command): GPUComputePipeline {
    const key = `${program.name}|${pattern.join()}|${formats.map(({ name }) => name).join()}`;
    let pipeline = this.made.get(key);
    if (!pipeline) {
      const written = this.halves?.convert(program, pattern, formats) ?? program;
      const types = formats.map(({ type }) => type);
      const module = this.device.createShaderModule({
        label: program.name,
        code: sourceOf(written, pattern, types),
      });
      pipeline = this.device.createComputePipeline({
        label: program.name,
        layout: 'auto',
        compute: { module, entryPoint: 'main' },
      });
      this.made.set(key, pipeline);
    }
    return pipeline;
  }
}
