import { useSignOut } from '../api/session.ts';
import { paths } from '../paths.ts';
import { useMessages } from '../ui/messages.tsx';
import { useErrorText } from '../ui/use-problem-text.ts';

/** Signs out and goes to where one signs in. */
export function useLeave(): () => void {
  const messages = useMessages();
  const errorText = useErrorText();
  const signOut = useSignOut();
  return () => {
    signOut.mutate(undefined, {
      // By loading anew: nothing of this person stays in the page's memory.
      onSuccess: () => window.location.assign(paths.signIn()),
      onError: (error) => messages.error(errorText(error)),
    });
  };
}
