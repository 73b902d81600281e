export function tableOf(results: unknown): string;
export function briefTableOf(results: unknown): string;
export function withTable(page: string, results: unknown): string;
