/**
 * What a WGSL program of the kernels is, and its source. All device memory lies in a few large slabs; a program names
 * its operands as arrays, and where each begins in which slab is filled in here. One dispatch can do several jobs:
 * the same program on other ranges with other numbers.
 */

/** Threads of one workgroup. */
export const WORKGROUP = 64;
/** Most workgroups along one axis that every WebGPU device allows. */
export const MOST_WORKGROUPS = 65_535;
/** Jobs of one dispatch at most: more than two modalities of anything need, and a uniform buffer of few KB. */
export const MOST_JOBS = 16;
/** The first workgroup of a job that is not there. */
const NEVER = 0xffff_ffff;

export interface Operand<Name extends string = string> {
  readonly name: Name;
  readonly writes?: boolean;
}

export interface ProgramNumber<Name extends string = string> {
  readonly name: Name;
  readonly type: 'u32' | 'f32';
}

/** A compute program: one thread per index. It is run with an array for each operand and a number for each field. */
export interface Program<Operands extends string = string, Fields extends string = string> {
  /** Unique; pipelines are kept under it. */
  readonly name: string;
  /** Whether memory is seen as vec4: every operand then begins at, and is indexed in, units of four numbers. */
  readonly vec4?: boolean;
  /** Arrays in order, written in the body as `name[index]`. No two may overlap where one is written. */
  readonly operands: readonly Operand<Operands>[];
  /** Numbers that change between jobs, in order; each is a field of `u`. */
  readonly numbers: readonly ProgramNumber<Fields>[];
  /** Functions before the body, and workgroup memory; functions that need the numbers or operands take `u: Numbers`. */
  readonly helpers?: string;
  /** Whether it is run by whole workgroups, whose threads may wait for each other: `group - u.first` says which of the job's. */
  readonly whole?: boolean;
  /** Whether threads of a subgroup exchange numbers: each is number `place` of `many`, a power of two. */
  readonly subgroups?: boolean;
  /** WGSL that runs for every `index` below the thread count, thread `lane` of its workgroup. */
  readonly body: string;
}

/** A program as written down, its operands and numbers known to the compiler by name. */
export const program = <Operands extends string, Fields extends string>(
  written: Program<Operands, Fields>,
): Program<Operands, Fields> => written;

export const u32 = <Name extends string>(...names: Name[]): ProgramNumber<Name>[] =>
  names.map((name) => ({ name, type: 'u32' }));
export const f32 = <Name extends string>(...names: Name[]): ProgramNumber<Name>[] =>
  names.map((name) => ({ name, type: 'f32' }));
export const reads = <Name extends string>(...names: Name[]): Operand<Name>[] =>
  names.map((name) => ({ name }));
export const writes = <Name extends string>(...names: Name[]): Operand<Name>[] =>
  names.map((name) => ({ name, writes: true }));

/** Fields of a job before its numbers: first workgroup, threads, where each operand begins. */
function fieldsOf({ operands, numbers }: Program): string[] {
  const fields = [
    'first: u32',
    'threads: u32',
    ...operands.map(({ name }) => `at_${name}: u32`),
    ...numbers.map(({ name, type }) => `${name}: ${type}`),
  ];
  // an array in a uniform buffer has a stride of whole 16 bytes
  const missing = -fields.length & 3;
  return [...fields, ...Array.from({ length: missing }, (_, k) => `unused${k}: u32`)];
}

/**
 * Source of a program.
 * @param slabs for each operand which of the bound slabs it lies in, 0 on.
 * @param types WGSL types of the numbers of each slab; what is not f32 the program must convert where it reads and writes.
 */
export function sourceOf(
  program: Program,
  slabs: readonly number[],
  types: readonly string[],
): string {
  const { operands, helpers = '', body, vec4 = false, whole, subgroups = false } = program;
  const places = new Map(operands.map(({ name }, i) => [name, `m${slabs[i]}[u.at_${name} + `]));
  const placed = (text: string) =>
    text.replace(/\b(\w+)\[/g, (all, name: string) => places.get(name) ?? all);
  const memory = types.map(
    (type, k) =>
      `@group(0) @binding(${k}) var<storage, read_write> m${k}: array<${vec4 ? `vec4<${type}>` : type}>;`,
  );
  const builtin = (name: string) => `, @builtin(subgroup_${name})`;
  return `${types.includes('f16') ? 'enable f16;' : ''}${subgroups ? 'enable subgroups;' : ''}
struct Numbers { ${fieldsOf(program).join(', ')} }
${memory.join('\n')}
@group(0) @binding(${types.length}) var<uniform> jobs: array<Numbers, ${MOST_JOBS}>;
${placed(helpers)}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) lane: u32${subgroups ? `${builtin('invocation_id')} place: u32${builtin('size')} many: u32` : ''}) {
  let group = id.x + id.y * ${MOST_WORKGROUPS}u;
  var job = 0u;
  while (job < ${MOST_JOBS - 1}u && group >= jobs[job + 1u].first) { job++; }
  let u = jobs[job];
  let index = (group - u.first) * ${WORKGROUP}u + lane;
  ${whole ? '' : 'if (index >= u.threads) { return; }'}
  ${placed(body)}
}`;
}

/** One job: where its operands begin, in numbers, and its own numbers. */
export interface Job {
  readonly begins: readonly number[];
  readonly numbers: readonly number[];
  readonly threads: number;
}

/** Contents of the uniform buffer for up to MOST_JOBS jobs, and the workgroups they take together. */
export function jobData(program: Program, jobs: readonly Job[]) {
  const stride = fieldsOf(program).length;
  const view = new DataView(new ArrayBuffer(4 * stride * MOST_JOBS));
  const unit = program.vec4 ? 4 : 1;
  let workgroups = 0;
  for (let k = 0; k < MOST_JOBS; k++) {
    const job = jobs[k];
    let at = 4 * stride * k;
    const put = (value: number, type: 'u32' | 'f32' = 'u32') => {
      if (type === 'u32') view.setUint32(at, value, true);
      else view.setFloat32(at, value, true);
      at += 4;
    };
    put(job ? workgroups : NEVER);
    if (!job) continue;
    put(job.threads);
    for (const begin of job.begins) {
      if (begin % unit !== 0) throw new Error(`An operand of ${program.name} begins at ${begin}.`);
      put(begin / unit);
    }
    job.numbers.forEach((value, i) => {
      put(value, program.numbers[i]?.type);
    });
    workgroups += Math.ceil(job.threads / WORKGROUP);
  }
  return { data: view.buffer, workgroups };
}
