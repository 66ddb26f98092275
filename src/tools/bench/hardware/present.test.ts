import { describe, expect, it } from 'vitest';
import { findTorch } from '../torch';
import { adapterSentence, torchSentence, vulkanLoader } from './present';

const fails = (message: string) => () => {
  throw new Error(message);
};

describe('the Vulkan loader', () => {
  it('is there where the library opens and is no addon of Node', () => {
    const open = fails("Module did not self-register: 'libvulkan.so.1'.");
    expect(vulkanLoader('linux', open, false)).toEqual({
      found: true,
      sentence: 'Vulkan loader: libvulkan.so.1.',
    });
  });

  it('is missing where there is no such file, and what to install is said', () => {
    const open = fails('libvulkan.so.1: cannot open shared object file: No such file or directory');
    const { found, sentence } = vulkanLoader('linux', open, false);
    expect(found).toBe(false);
    expect(sentence).toContain('Debian, Ubuntu: libvulkan1');
  });

  it('is said to be the packed one where that was put in its place', () => {
    const { sentence } = vulkanLoader('linux', fails('Module did not self-register'), true);
    expect(sentence).toBe('Vulkan loader: none here; the one that was packed is used.');
  });

  it.each([
    ['darwin', 'Metal'],
    ['win32', 'Direct3D 12'],
  ] as const)('is not needed on %s', (platform, instead) => {
    const { found, sentence } = vulkanLoader(platform, fails('never opened'), false);
    expect(found).toBe(true);
    expect(sentence).toContain(instead);
  });
});

it('a machine without an adapter is told what an adapter needs', () => {
  expect(adapterSentence(null)).toContain('VK_DRIVER_FILES');
});

it('software is told from a card', () => {
  const adapter = {
    ...{ vendor: 'google', architecture: 'swiftshader', device: '', description: '' },
    ...{ isSoftware: true, features: [], mostBytes: 1, workgroupBytes: 1 },
  };
  expect(adapterSentence(adapter)).toBe(
    'WebGPU: google, swiftshader; this is software, whose times say nothing of a card.',
  );
  expect(adapterSentence({ ...adapter, isSoftware: false })).toBe('WebGPU: google, swiftshader.');
});

describe('PyTorch', () => {
  it('is missing where no Python has it', async () => {
    expect(await findTorch(['/nowhere/python3', 'false'])).toBeNull();
    expect(torchSentence(null)).toMatch(/^PyTorch: none in .*PYTHON may name a Python that has it/);
  });

  it('is named with its card, or with the lack of one', () => {
    const here = { python: 'python3', version: '2.11.0' };
    const cuda = { version: '13.0', card: 'NVIDIA H100' };
    expect(torchSentence({ ...here, cuda })).toBe(
      'PyTorch: 2.11.0 in python3, CUDA 13.0 on NVIDIA H100.',
    );
    expect(torchSentence({ ...here, cuda: null })).toContain('without CUDA');
  });
});
