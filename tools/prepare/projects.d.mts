export interface Project {
  name: string;
  folder: string;
  outputs: string[];
  uses: string[];
  builds: boolean;
}
export function listProjects(root: string): Project[];
export function fingerprintProjects(root: string, projects: readonly Project[]): Record<string, string>;
