import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  Project,
  ProjectChange,
  ProjectListQuery,
  ProjectPage,
  NewProject,
} from '../../src/api/accord/identity/schema.ts';
import { keys } from './keys.ts';
import type { FetchPage } from './page.ts';
import { request } from './request.ts';
import { useAdminister } from './use-administer.ts';

/** One page of them, by name; the page before stays in sight until it comes. */
export function projectListQuery(query: ProjectListQuery) {
  return queryOptions({
    queryKey: keys.projects(query),
    queryFn: async ({ signal }) =>
      await request<ProjectPage>('GET', '/projects', { query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** The pages of the same list, for those who want all of it. */
export function projectPages(query: ProjectListQuery): FetchPage<Project> {
  return async (cursor, limit, signal) =>
    await request<ProjectPage>('GET', '/projects', { query: { ...query, cursor, limit }, signal });
}

export function useCreateProject() {
  return useAdminister(
    async (body: NewProject) => await request<Project>('POST', '/projects', { body }),
  );
}

export function useUpdateProject() {
  return useAdminister(
    async ({ id, change: body }: { readonly id: string; readonly change: ProjectChange }) =>
      await request<Project>('PATCH', `/projects/${id}`, { body }),
  );
}

/** Its images, and its places at those of others, go with it. */
export function useDeleteProject() {
  return useAdminister(async (id: string) => await request('DELETE', `/projects/${id}`));
}
