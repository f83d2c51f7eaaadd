import { useSignOut } from '../api/session.ts';
import { paths } from '../paths.ts';
import { useMessages } from '../ui/messages.tsx';
import { useErrorText } from '../ui/use-problem-text.ts';

/** Signs out and goes to where one signs in. */
export function useLeave(): () => void {
  const messages = useMessages();
  const errorText = useErrorText();
  // By loading anew: nothing of this person stays in the page's memory.
  const signOut = useSignOut(() => window.location.assign(paths.signIn()));
  return () => {
    signOut.mutate(undefined, {
      onError: (error) => messages.error(errorText(error)),
    });
  };
}
