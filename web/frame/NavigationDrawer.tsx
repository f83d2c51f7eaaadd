import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Navigation } from './Navigation.tsx';

export function NavigationDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer open placement="left" size={260} title={t('product')} onClose={onClose}>
      <Navigation onNavigate={onClose} />
    </Drawer>
  );
}
