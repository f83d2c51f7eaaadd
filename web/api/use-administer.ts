import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from './keys.ts';

/** A change of regions, accounts, projects, users or roles: after it all lists of them may be different, and what this person itself may do. */
export function useAdminister<Wanted, Answer>(act: (wanted: Wanted) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: async () => {
      await Promise.all(
        [keys.administration, keys.myProjects, keys.session].map(
          async (queryKey) => await client.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
}
