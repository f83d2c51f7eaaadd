import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { keys } from './keys.ts';
import { followChanges } from './stream.ts';

/** Keeps what is on the screen as it is in the service, as long as the caller is mounted. */
export function useChanges(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      followChanges({
        onChanges: (changes) => {
          const projectIds = new Set(changes.map((change) => change.projectId));
          for (const projectId of projectIds) {
            void client.invalidateQueries({ queryKey: keys.project(projectId) });
          }
          void client.invalidateQueries({ queryKey: keys.myProjects });
        },
        onGap: () => void client.invalidateQueries(),
        onEnd: () => void client.invalidateQueries({ queryKey: keys.session }),
      }),
    [client],
  );
}
