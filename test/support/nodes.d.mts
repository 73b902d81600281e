export const SUPPORTED_MAJORS: readonly [20, 22, 24, 26];
export function findNode(major: number): string;
export function versionOf(binary: string): string;
