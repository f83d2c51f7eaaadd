import { DesktopOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { chooseScheme, schemeChoices, useSchemeChoice } from '../theme/scheme.ts';

const icons = {
  light: <SunOutlined aria-hidden />,
  dark: <MoonOutlined aria-hidden />,
  system: <DesktopOutlined aria-hidden />,
} as const;

export function ThemeMenu() {
  const { t } = useTranslation('frame');
  const choice = useSchemeChoice();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [choice],
        items: schemeChoices.map((each) => ({
          key: each,
          icon: icons[each],
          label: t(`theme.${each}`),
          onClick: () => chooseScheme(each),
        })),
      }}
    >
      <Button type="text" icon={icons[choice]} aria-label={t('theme.label')} aria-haspopup="menu" />
    </Dropdown>
  );
}
