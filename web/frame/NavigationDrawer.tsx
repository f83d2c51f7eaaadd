import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { useShown } from '../ui/use-shown.ts';
import { Navigation } from './Navigation.tsx';

export function NavigationDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const isShown = useShown();
  return (
    <Drawer open={isShown} placement="left" size={260} title={t('product')} onClose={onClose}>
      <Navigation onNavigate={onClose} />
    </Drawer>
  );
}
